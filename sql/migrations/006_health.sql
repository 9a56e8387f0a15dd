-- How each source does against what is usual of it, and what needs a person. Days are UTC.

create function dateline.source_health_at(moment timestamptz)
returns table (source text, runs bigint, last_run_at timestamptz, last_article_at timestamptz, articles_new bigint,
               articles_changed bigint, rejected bigint, last_reject text, last_success_at timestamptz, days_silent integer,
               articles_last_day bigint, median_articles_a_day double precision, reject_rate double precision)
    language sql stable
    set search_path = dateline, pg_temp
as $$
with read as (
    select rs.source_id, r.started_at, rs.articles_new, rs.articles_changed, rs.rejected,
           rs.articles_new + rs.articles_changed + rs.articles_unchanged as articles
    from run_source rs join run r using (run_id)
    where r.started_at <= moment),
whole as (
    select source_id, count(*) as runs, max(started_at) as last_run_at,
           max(started_at) filter (where read.articles_new + read.articles_changed > 0) as last_article_at,
           sum(read.articles_new) as articles_new, sum(read.articles_changed) as articles_changed, sum(read.rejected) as rejected,
           max(started_at) filter (where articles > 0 or read.rejected = 0) as last_success_at
    from read group by source_id),
usual as (
    select source_id, percentile_cont(0.5) within group (order by articles_new) as median_articles_a_day
    from (select read.source_id, sum(read.articles_new) as articles_new
          from read join whole w using (source_id)
          where started_at > w.last_run_at - interval '28 days'
            and (started_at at time zone 'UTC')::date < (w.last_run_at at time zone 'UTC')::date
          group by read.source_id, (started_at at time zone 'UTC')::date) d
    group by source_id),
lately as (
    select read.source_id, sum(read.rejected)::double precision / nullif(sum(read.rejected + articles), 0) as reject_rate,
           sum(read.articles_new) filter (where started_at > w.last_run_at - interval '23 hours') as articles_last_day
    from read join whole w using (source_id)
    where started_at > w.last_run_at - interval '7 days'
    group by read.source_id)
select s.name, coalesce(w.runs, 0), w.last_run_at, w.last_article_at, coalesce(w.articles_new, 0), coalesce(w.articles_changed, 0),
       coalesce(w.rejected, 0),
       (select j.reason from reject j where j.source_id = s.source_id order by j.reject_id desc limit 1),
       w.last_success_at, extract(day from moment - w.last_article_at)::integer,
       coalesce(l.articles_last_day, 0), u.median_articles_a_day, l.reject_rate
from source s left join whole w using (source_id) left join usual u using (source_id) left join lately l using (source_id)
$$;
comment on function dateline.source_health_at(timestamptz) is 'The view source_health as it is at a moment';

create or replace view dateline.source_health as select * from dateline.source_health_at(now());
comment on column dateline.source_health.last_success_at is 'The newest run that read it and could use something, or found nothing wrong';
comment on column dateline.source_health.days_silent is 'Whole days since the run that brought a new or changed article';
comment on column dateline.source_health.articles_last_day is 'New articles in the 23 hours up to its newest run';
comment on column dateline.source_health.median_articles_a_day is 'Median of new articles a day over the earlier days, of 28, on which it was read; null: there are none';
comment on column dateline.source_health.reject_rate is 'Share of pages and records that could not be used, over seven days up to its newest run';

create function dateline.attention_at(moment timestamptz)
returns table (subject text, what text, since timestamptz, advice text)
    language sql stable
    set search_path = dateline, pg_temp
as $$
with newest as (select * from run where started_at <= moment order by started_at desc limit 1)
select 'run ' || run_id, 'it is ' || status || coalesce(': ' || message, ''), started_at, 'read the log of that night; dateline run again'
from newest where status in ('failed', 'incomplete')
union all
select 'run ' || run_id, 'it has not ended, and no load is at work', started_at, 'its load was killed: dateline run again'
from newest where status = 'running' and not exists (
    select from pg_locks l where l.locktype = 'advisory' and l.granted and l.classid = (7310394026177 >> 32)::int
        and l.objid::bigint = (7310394026177 & 4294967295)
        and l.database = (select oid from pg_database where datname = current_database()))
union all
select 'runs', 'the newest run began ' || extract(day from moment - started_at)::text || ' days ago', started_at, 'look at the timer or at cron'
from newest where started_at < moment - interval '36 hours'
union all
select 'runs', 'there has been none yet', null, 'dateline run'
where not exists (select from newest)
union all
select 'source ' || source,
       case when last_success_at is null then 'it could never be read: ' else 'it cannot be read any more: ' end
           || coalesce(last_reject, 'nothing came'),
       last_success_at, 'look at its rejects: dateline status --json, or the table reject'
from source_health_at(moment)
where runs >= 3 and (last_success_at is null or last_success_at < last_run_at - interval '2 days')
union all
select 'source ' || source, 'no new article for ' || days_silent || ' days, although it is read', last_article_at,
       'see whether its feed or section has moved: dateline source try URL'
from source_health_at(moment)
where last_success_at >= last_run_at - interval '2 days' and last_run_at > last_article_at + interval '7 days' and median_articles_a_day is not null
  and last_run_at > moment - interval '7 days'
union all
select 'source ' || source, articles_last_day || ' new articles in a day where ' || median_articles_a_day || ' are usual', last_run_at,
       'see whether its feed or section has moved: dateline source try URL'
from source_health_at(moment)
where median_articles_a_day >= 8 and articles_last_day < median_articles_a_day / 4 and last_run_at < last_article_at + interval '7 days'
  and last_success_at = last_run_at
union all
select 'source ' || source, 'most of its pages are rejected: ' || coalesce(last_reject, ''), last_run_at,
       'narrow it by include or exclude; the table reject has the pages'
from source_health_at(moment)
where reject_rate > 0.5 and rejected >= 5 and last_success_at = last_run_at
$$;
comment on function dateline.attention_at(timestamptz) is 'The view attention as it is at a moment';

create view dateline.attention as select * from dateline.attention_at(now());
comment on view dateline.attention is 'What needs a person now; empty after a good night';
comment on column dateline.attention.subject is 'The run or the source';
comment on column dateline.attention.what is 'What is wrong with it';
comment on column dateline.attention.since is 'Since when';
comment on column dateline.attention.advice is 'What to do first';

do $$
begin
    if exists (select from pg_roles where rolname = 'dateline_writer') then
        grant select on dateline.attention to dateline_writer;
        grant execute on function dateline.source_health_at(timestamptz), dateline.attention_at(timestamptz) to dateline_writer;
    end if;
    if exists (select from pg_roles where rolname = 'dateline_reader') then
        grant select on dateline.attention to dateline_reader;
        grant execute on function dateline.source_health_at(timestamptz), dateline.attention_at(timestamptz) to dateline_reader;
    end if;
end
$$;
