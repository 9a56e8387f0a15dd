-- How many articles there are to make again, in all, and the time; $1 to $5 as $3 to $7 of reprocess_records.sql
select count(*) filter (where ($1 = '' or coalesce(published_at, fetched_at) >= nullif($1, '')::timestamptz)
    and case when $2 = '' then (transform_version, model_version, rules_version) is distinct from ($3, $4, $5)
             else coalesce(transformed_at < nullif($2, '')::timestamptz, true) end), count(*), to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
from article
