-- How much a report is about, and how the newest run ended. $1 and $2 its first and last moment
with told as (
    select a.article_id, a.source_id from article a
    where (a.published_at between $1::timestamptz and $2::timestamptz or (a.published_at is null and a.fetched_at between $1::timestamptz and $2::timestamptz)))
select (select count(*) from told) as articles, (select count(distinct source_id) from told) as sources,
       (select count(distinct m.event_id) from told join event_mention m using (article_id)
        where not m.negated and m.modality = 'actual') as events,
       (select count(*) from told join event_mention m using (article_id)
        where m.negated or m.modality <> 'actual') as not_happened,
       r.run_id, r.status, to_char(r.started_at, 'YYYY-MM-DD HH24:MI') as started, left(r.message, 500) as message
from (values (1)) one left join (
    select run_id, status, started_at, message from run order by started_at desc limit 1) r on true
