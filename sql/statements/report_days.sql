-- Events that happened, by day and quad class; days without any too. At most 62 bars, the newest.
-- $1 and $2 first and last moment of the articles, $3 and $4 first and last day of the events, $5 day, week or month
with happened as (
    select distinct e.event_id, e.quad, date_trunc($5::text, lower(e.days))::date as day
    from article a join event_mention m using (article_id) join event e using (event_id)
    where (a.published_at between $1::timestamptz and $2::timestamptz or (a.published_at is null and a.fetched_at between $1::timestamptz and $2::timestamptz))
      and not m.negated and m.modality = 'actual'
      and e.date_precision = 'day' and lower(e.days) between $3::date and $4::date),
bars as (
    select generate_series(
        greatest(date_trunc($5::text, $3::date), date_trunc($5::text, $4::date) - 61 * ('1 ' || $5::text)::interval),
        date_trunc($5::text, $4::date), ('1 ' || $5::text)::interval)::date as day)
select b.day, count(h.event_id) filter (where h.quad = 1) as verbal_cooperation,
       count(h.event_id) filter (where h.quad = 2) as material_cooperation,
       count(h.event_id) filter (where h.quad = 3) as verbal_conflict,
       count(h.event_id) filter (where h.quad = 4) as material_conflict, count(h.event_id) as events
from bars b left join happened h using (day)
group by b.day
order by b.day
