-- Views for people who ask with SQL, and the two roles: dateline_writer for the job, dateline_reader for people.

create view dateline.article_search as
select a.article_id, a.title, a.site_name, a.published_at, a.published_day, a.language,
       coalesce(a.canonical_url, a.url, a.path) as link, a.body, a.search
from dateline.article a;
comment on view dateline.article_search is
    'Full text: where search @@ websearch_to_tsquery(''english'', ''troops iraq'')';

create view dateline.timeline as
select e.days, e.date, e.date_precision, e.event_id, e.cameo, e.plover, e.quad, e.goldstein,
       e.source_code, coalesce(source.name, min(m.source_text)) as source,
       e.target_code, coalesce(target.name, min(m.target_text)) as target,
       place.name as location, count(distinct m.article_id) as articles,
       max(m.confidence) as confidence, min(s.text) as sentence
from dateline.event e
join dateline.event_mention m using (event_id)
left join dateline.sentence s using (sentence_id)
left join dateline.entity source on source.entity_id = e.source_entity_id
left join dateline.entity target on target.entity_id = e.target_entity_id
left join dateline.entity place on place.entity_id = e.location_entity_id
where not m.negated and m.modality = 'actual'
group by e.event_id, source.name, target.name, place.name;
comment on view dateline.timeline is 'One row an event that happened, with how many articles tell it';

create view dateline.who_did_what as
select m.event_mention_id, e.event_id, e.date, e.cameo, e.plover, e.source_code,
       coalesce(source.name, m.source_text) as source, e.target_code,
       coalesce(target.name, m.target_text) as target, m.negated, m.modality,
       said.name as attributed_to, m.confidence, m.rule,
       substr(case m.trigger_field when 'title' then a.title else a.body end,
              lower(m.trigger_span) + 1, upper(m.trigger_span) - lower(m.trigger_span)) as trigger,
       s.text as sentence, a.title, a.published_at, coalesce(a.canonical_url, a.url, a.path) as link
from dateline.event_mention m
join dateline.event e using (event_id)
join dateline.article a using (article_id)
left join dateline.sentence s using (sentence_id)
left join dateline.entity source on source.entity_id = e.source_entity_id
left join dateline.entity target on target.entity_id = e.target_entity_id
left join dateline.entity said on said.entity_id = m.attributed_to_entity_id;
comment on view dateline.who_did_what is 'One row an event mention, with its sentence, rule and article';

create view dateline.entity_activity as
select n.entity_id, n.type, n.name, n.country, n.actor_code,
       count(distinct m.article_id) as articles, count(*) as mentions,
       min(a.published_at) as first_published_at, max(a.published_at) as last_published_at,
       (select count(*) from dateline.event e where e.source_entity_id = n.entity_id) as events_as_source,
       (select count(*) from dateline.event e where e.target_entity_id = n.entity_id) as events_as_target,
       (select count(*) from dateline.quote q where q.speaker_entity_id = n.entity_id) as quotes
from dateline.entity n
join dateline.mention m using (entity_id)
join dateline.article a using (article_id)
group by n.entity_id;
comment on view dateline.entity_activity is 'How often each entity is named, acts, is acted upon and is quoted';

create view dateline.daily_events as
select lower(e.days) as day, e.source_code, e.target_code, e.root, e.plover, e.quad,
       count(*) as events, round(avg(e.goldstein), 2) as goldstein
from dateline.event e
where e.date_precision = 'day'
  and exists (select from dateline.event_mention m
              where m.event_id = e.event_id and not m.negated and m.modality = 'actual')
group by lower(e.days), e.source_code, e.target_code, e.root, e.plover, e.quad;
comment on view dateline.daily_events is 'Events that happened, counted by day, parties and kind';

create view dateline.source_health as
select s.name as source, count(r.run_id) as runs, max(r.started_at) as last_run_at,
       max(r.started_at) filter (where rs.articles_new + rs.articles_changed > 0) as last_article_at,
       coalesce(sum(rs.articles_new), 0) as articles_new,
       coalesce(sum(rs.articles_changed), 0) as articles_changed,
       coalesce(sum(rs.rejected), 0) as rejected,
       (select j.reason from dateline.reject j where j.source_id = s.source_id
        order by j.reject_id desc limit 1) as last_reject
from dateline.source s
left join dateline.run_source rs using (source_id)
left join dateline.run r using (run_id)
group by s.source_id;
comment on view dateline.source_health is 'What each source gave, when last, and why something was rejected last';

-- Roles belong to the whole server: another database may have made them already. An account that may not
-- make roles goes on without them, and is told.
do $$
declare
    wanted text;
begin
    foreach wanted in array array['dateline_writer', 'dateline_reader'] loop
        if not exists (select from pg_roles where rolname = wanted) then
            begin
                execute format('create role %I', wanted);
            exception
                when duplicate_object or unique_violation then
                    null;
                when insufficient_privilege then
                    raise notice 'role % is missing and this account may not create roles: ask an administrator for it, then grant as 002_views.sql does', wanted;
            end;
        end if;
    end loop;
    if exists (select from pg_roles where rolname = 'dateline_writer') then
        grant usage on schema dateline to dateline_writer;
        grant select, insert, update, delete on all tables in schema dateline to dateline_writer;
    end if;
    if exists (select from pg_roles where rolname = 'dateline_reader') then
        grant usage on schema dateline to dateline_reader;
        grant select on all tables in schema dateline to dateline_reader;
    end if;
end
$$;
