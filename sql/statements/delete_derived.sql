-- Rows that came from the text of articles about to change. $1 their keys
with m as (delete from mention where article_id = any($1::bigint[])),
    d as (delete from date_mention where article_id = any($1::bigint[])),
    q as (delete from quantity where article_id = any($1::bigint[])),
    u as (delete from quote where article_id = any($1::bigint[])),
    e as (delete from event_mention where article_id = any($1::bigint[]))
delete from sentence where article_id = any($1::bigint[])
