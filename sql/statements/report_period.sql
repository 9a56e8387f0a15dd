-- What time a report is about: up to the newest article that is not from the future; its first and last day of
-- events, the day before counting too, as the morning tells of it; and what a bar of the chart is.
-- $1 a time from which on, or '' for seven days; $2 now
with newest as (
    select greatest(
        (select max(published_at) from article where published_at <= $2::timestamptz + interval '1 day'),
        (select max(fetched_at) from article
         where published_at is null and fetched_at <= $2::timestamptz + interval '1 day')) as until_at),
period as (
    select coalesce(nullif($1, '')::timestamptz, date_trunc('day', until_at) - interval '6 days') as from_at, until_at
    from newest),
days as (
    select from_at, until_at, (from_at - interval '1 day')::date as first_day,
           greatest(until_at::date, (select max(published_day) from article
                                     where published_at between from_at and until_at)) as last_day
    from period)
select from_at, until_at, first_day, last_day,
       case when last_day - first_day < 62 then 'day' when last_day - first_day < 61 * 7 then 'week' else 'month' end as unit,
       to_char(from_at, 'YYYY-MM-DD HH24:MI') as from_text, to_char(until_at, 'YYYY-MM-DD HH24:MI') as until_text,
       coalesce(from_at <= until_at, false) as has_articles
from days
