-- All events as CSV with a head, from the day that the setting dateline.since holds.
copy (select * from event_export where coalesce(published_at, fetched_at) >= coalesce(nullif(current_setting('dateline.since', true), '')::timestamptz, '-infinity') or (published_at is null and fetched_at is null) order by article, sentence, id) to stdout with (format csv, header)
