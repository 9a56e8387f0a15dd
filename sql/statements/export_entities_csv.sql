-- All entities as CSV with a head, from the day that the setting dateline.since holds.
copy (select * from entity_export order by id) to stdout with (format csv, header)
