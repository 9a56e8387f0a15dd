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

comment on column dateline.article_search.article_id is 'The article';
comment on column dateline.article_search.title is 'Headline';
comment on column dateline.article_search.site_name is 'The outlet';
comment on column dateline.article_search.published_at is 'When it was published';
comment on column dateline.article_search.published_day is 'The day of publication at the outlet';
comment on column dateline.article_search.language is 'BCP 47';
comment on column dateline.article_search.link is 'Where to read it: canonical URL, URL or file';
comment on column dateline.article_search.body is 'Its text';
comment on column dateline.article_search.search is 'Full-text index of title and body';
comment on column dateline.timeline.days is 'Days that the date covers';
comment on column dateline.timeline.date is 'When it happened, ISO 8601';
comment on column dateline.timeline.date_precision is 'day, week, month, quarter, year, ...';
comment on column dateline.timeline.event_id is 'The event';
comment on column dateline.timeline.cameo is 'CAMEO code';
comment on column dateline.timeline.plover is 'PLOVER type';
comment on column dateline.timeline.quad is '1 verbal and 2 material cooperation, 3 verbal and 4 material conflict';
comment on column dateline.timeline.goldstein is 'Goldstein scale, -10 to 10';
comment on column dateline.timeline.source_code is 'CAMEO actor code of who did it';
comment on column dateline.timeline.source is 'Who did it';
comment on column dateline.timeline.target_code is 'CAMEO actor code of whom it was done to';
comment on column dateline.timeline.target is 'Whom it was done to';
comment on column dateline.timeline.location is 'Where';
comment on column dateline.timeline.articles is 'How many articles tell it';
comment on column dateline.timeline.confidence is 'Of the surest mention, 0 to 1';
comment on column dateline.timeline.sentence is 'One sentence that tells it';
comment on column dateline.who_did_what.event_mention_id is 'The mention';
comment on column dateline.who_did_what.event_id is 'The event';
comment on column dateline.who_did_what.date is 'When it happened, ISO 8601';
comment on column dateline.who_did_what.cameo is 'CAMEO code';
comment on column dateline.who_did_what.plover is 'PLOVER type';
comment on column dateline.who_did_what.source_code is 'CAMEO actor code of who did it';
comment on column dateline.who_did_what.source is 'Who did it';
comment on column dateline.who_did_what.target_code is 'CAMEO actor code of whom it was done to';
comment on column dateline.who_did_what.target is 'Whom it was done to';
comment on column dateline.who_did_what.negated is 'Told as not having happened';
comment on column dateline.who_did_what.modality is 'actual, planned, hypothetical or demanded';
comment on column dateline.who_did_what.attributed_to is 'Who says so';
comment on column dateline.who_did_what.confidence is '0 to 1';
comment on column dateline.who_did_what.rule is 'Rule of config/events/rules.tsv that found it';
comment on column dateline.who_did_what.trigger is 'The words that told it';
comment on column dateline.who_did_what.sentence is 'The sentence';
comment on column dateline.who_did_what.title is 'Headline of the article';
comment on column dateline.who_did_what.published_at is 'When the article was published';
comment on column dateline.who_did_what.link is 'Where to read it';
comment on column dateline.entity_activity.entity_id is 'The entity';
comment on column dateline.entity_activity.type is 'PERSON, ORG, LOC, ...';
comment on column dateline.entity_activity.name is 'Canonical name';
comment on column dateline.entity_activity.country is 'ISO 3166-1 alpha-3';
comment on column dateline.entity_activity.actor_code is 'CAMEO actor code';
comment on column dateline.entity_activity.articles is 'Articles that name it';
comment on column dateline.entity_activity.mentions is 'How often they do';
comment on column dateline.entity_activity.first_published_at is 'The first of them';
comment on column dateline.entity_activity.last_published_at is 'The last of them';
comment on column dateline.entity_activity.events_as_source is 'Events that it did';
comment on column dateline.entity_activity.events_as_target is 'Events that were done to it';
comment on column dateline.entity_activity.quotes is 'How often it is quoted';
comment on column dateline.daily_events.day is 'The day';
comment on column dateline.daily_events.source_code is 'CAMEO actor code of who did it';
comment on column dateline.daily_events.target_code is 'CAMEO actor code of whom it was done to';
comment on column dateline.daily_events.root is 'CAMEO root code';
comment on column dateline.daily_events.plover is 'PLOVER type';
comment on column dateline.daily_events.quad is '1 to 4: verbal or material, cooperation or conflict';
comment on column dateline.daily_events.events is 'How many events';
comment on column dateline.daily_events.goldstein is 'Their mean on the Goldstein scale';
comment on column dateline.source_health.source is 'Name in the configuration';
comment on column dateline.source_health.runs is 'Runs that read it';
comment on column dateline.source_health.last_run_at is 'The newest of them';
comment on column dateline.source_health.last_article_at is 'The newest that brought a new or changed article';
comment on column dateline.source_health.articles_new is 'Articles seen for the first time, over all runs';
comment on column dateline.source_health.articles_changed is 'Articles whose content changed';
comment on column dateline.source_health.rejected is 'Pages and records that could not be used';
comment on column dateline.source_health.last_reject is 'Why the last one could not';

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
