-- Removing articles with all that came from them; what must not come back; what is exported.

create table dateline.forgotten (
    id text primary key,
    forgotten_at timestamptz not null default now()
);
comment on table dateline.forgotten is 'Articles that must not come back';
comment on column dateline.forgotten.id is 'The article''s id, from which its address cannot be read';
comment on column dateline.forgotten.forgotten_at is 'When that was asked for';

-- Removes articles and all that only they told: sentences, mentions, quotes, events, names and entities.
create function dateline.delete_articles(keys bigint[]) returns bigint
    language plpgsql
    set search_path = dateline, pg_temp
    set client_min_messages = warning
as $$
declare
    events bigint[];
    entities bigint[];
    deleted bigint;
begin
    select array_agg(distinct event_id) into events from event_mention where article_id = any(keys);
    select array_agg(distinct n) into entities from (
        select entity_id from mention where article_id = any(keys)
        union all select found_entity_id from mention where article_id = any(keys)
        union all select speaker_entity_id from quote where article_id = any(keys)
        union all select attributed_to_entity_id from event_mention where article_id = any(keys)
        union all select unnest(array[source_entity_id, target_entity_id, location_entity_id])
            from event where event_id = any(events)
    ) x (n) where n is not null;
    delete from mention where article_id = any(keys);
    delete from date_mention where article_id = any(keys);
    delete from quantity where article_id = any(keys);
    delete from quote where article_id = any(keys);
    delete from event_mention where article_id = any(keys);
    delete from sentence where article_id = any(keys);
    delete from article_revision where article_id = any(keys);
    delete from article where article_id = any(keys);
    get diagnostics deleted = row_count;
    delete from event e where event_id = any(events)
        and not exists (select from event_mention m where m.event_id = e.event_id);
    delete from entity_alias a where entity_id = any(entities)
        and not exists (select from mention m where m.entity_id = a.entity_id and m.text = a.alias)
        and not exists (select from entity_correction c join entity n on n.id = c.becomes where n.entity_id = a.entity_id);
    delete from entity n where entity_id = any(entities)
        and not exists (select from mention m where m.entity_id = n.entity_id)
        and not exists (select from mention m where m.found_entity_id = n.entity_id)
        and not exists (select from quote q where q.speaker_entity_id = n.entity_id)
        and not exists (select from event_mention m where m.attributed_to_entity_id = n.entity_id)
        and not exists (select from event e where e.source_entity_id = n.entity_id)
        and not exists (select from event e where e.target_entity_id = n.entity_id)
        and not exists (select from event e where e.location_entity_id = n.entity_id)
        and not exists (select from entity_correction c where c.becomes = n.id)
        and not exists (select from entity_alias a where a.entity_id = n.entity_id);
    return deleted;
end
$$;
comment on function dateline.delete_articles(bigint[]) is
    'Removes articles by their keys, and all that only they told; how many there were';

create view dateline.article_export as
select a.id, s.name as source, a.url, a.canonical_url, a.site_name, a.title, a.authors, a.section, a.tags, a.language,
       a.published_at, a.published_day, a.modified_at, a.fetched_at, a.revision, a.body
from dateline.article a join dateline.source s using (source_id);
comment on view dateline.article_export is 'What dateline export articles writes';
comment on column dateline.article_export.id is 'Stable id';
comment on column dateline.article_export.source is 'Source that gave it';
comment on column dateline.article_export.url is 'Where it was asked for';
comment on column dateline.article_export.canonical_url is 'The page''s own word for its address';
comment on column dateline.article_export.site_name is 'The outlet';
comment on column dateline.article_export.title is 'Headline';
comment on column dateline.article_export.authors is 'One person each';
comment on column dateline.article_export.section is 'Section of the outlet';
comment on column dateline.article_export.tags is 'Keywords that the outlet gave';
comment on column dateline.article_export.language is 'BCP 47';
comment on column dateline.article_export.published_at is 'When it was published';
comment on column dateline.article_export.published_day is 'The day of publication at the outlet';
comment on column dateline.article_export.modified_at is 'When the outlet last changed it';
comment on column dateline.article_export.fetched_at is 'When it was fetched';
comment on column dateline.article_export.revision is '1, and one more for each change of content';
comment on column dateline.article_export.body is 'Its text';

create view dateline.event_export as
select e.id, e.cameo, e.root, e.plover, e.mode, e.context, e.quad, e.goldstein, e.date, e.date_precision, e.days,
       e.source_code, source.name as source, e.target_code, target.name as target, place.name as location,
       place.country as location_country, place.lat, place.lon, m.negated, m.modality,
       said.name as attributed_to, m.confidence, m.rule, m.source_text, m.target_text, s.text as sentence,
       (select jsonb_object_agg(q.what, q.value) from dateline.event_quantity q
        where q.event_mention_id = m.event_mention_id) as quantities,
       a.id as article, a.title, a.published_at, a.fetched_at, coalesce(a.canonical_url, a.url, a.path) as link
from dateline.event_mention m
join dateline.event e using (event_id)
join dateline.article a using (article_id)
left join dateline.sentence s using (sentence_id)
left join dateline.entity source on source.entity_id = e.source_entity_id
left join dateline.entity target on target.entity_id = e.target_entity_id
left join dateline.entity place on place.entity_id = e.location_entity_id
left join dateline.entity said on said.entity_id = m.attributed_to_entity_id;
comment on view dateline.event_export is 'What dateline export events writes: a row a sentence that tells an event';
comment on column dateline.event_export.id is 'Of the event, the same in all sentences that tell it';
comment on column dateline.event_export.cameo is 'CAMEO code';
comment on column dateline.event_export.root is 'Its first two digits';
comment on column dateline.event_export.plover is 'PLOVER type';
comment on column dateline.event_export.mode is 'PLOVER mode';
comment on column dateline.event_export.context is 'PLOVER context';
comment on column dateline.event_export.quad is '1 verbal and 2 material cooperation, 3 verbal and 4 material conflict';
comment on column dateline.event_export.goldstein is 'Goldstein scale, -10 to 10';
comment on column dateline.event_export.date is 'When, ISO 8601';
comment on column dateline.event_export.date_precision is 'day, week, month, ...';
comment on column dateline.event_export.days is 'Days that the date covers';
comment on column dateline.event_export.source_code is 'CAMEO actor code of who did it';
comment on column dateline.event_export.source is 'Who did it';
comment on column dateline.event_export.target_code is 'CAMEO actor code of whom it was done to';
comment on column dateline.event_export.target is 'Whom it was done to';
comment on column dateline.event_export.location is 'Where';
comment on column dateline.event_export.location_country is 'ISO 3166-1 alpha-3';
comment on column dateline.event_export.lat is 'Latitude in degrees';
comment on column dateline.event_export.lon is 'Longitude in degrees';
comment on column dateline.event_export.negated is 'Told as not having happened';
comment on column dateline.event_export.modality is 'actual, planned, hypothetical or demanded';
comment on column dateline.event_export.attributed_to is 'Who says so';
comment on column dateline.event_export.confidence is '0 to 1';
comment on column dateline.event_export.rule is 'Rule that found it';
comment on column dateline.event_export.source_text is 'Words for who did it';
comment on column dateline.event_export.target_text is 'Words for whom it was done to';
comment on column dateline.event_export.sentence is 'The sentence';
comment on column dateline.event_export.quantities is 'Numbers that belong to it: killed, wounded, ...';
comment on column dateline.event_export.article is 'Id of the article';
comment on column dateline.event_export.title is 'Its headline';
comment on column dateline.event_export.published_at is 'When it was published';
comment on column dateline.event_export.fetched_at is 'When it was fetched';
comment on column dateline.event_export.link is 'Where to read it';

create view dateline.entity_export as
select n.id, n.type, n.name, n.country, n.actor_code, n.roles, n.wikidata, n.geonames, n.iso3166, n.lat, n.lon,
       n.admin, n.admin_code,
       array(select a.alias from dateline.entity_alias a where a.entity_id = n.entity_id order by 1) as aliases,
       (select count(distinct m.article_id) from dateline.mention m where m.entity_id = n.entity_id) as articles
from dateline.entity n;
comment on view dateline.entity_export is 'What dateline export entities writes';
comment on column dateline.entity_export.id is 'Stable id';
comment on column dateline.entity_export.type is 'PERSON, ORG, LOC, ...';
comment on column dateline.entity_export.name is 'Canonical name';
comment on column dateline.entity_export.country is 'ISO 3166-1 alpha-3';
comment on column dateline.entity_export.actor_code is 'CAMEO actor code';
comment on column dateline.entity_export.roles is 'Offices held, as articles named them';
comment on column dateline.entity_export.wikidata is 'Wikidata item';
comment on column dateline.entity_export.geonames is 'GeoNames id';
comment on column dateline.entity_export.iso3166 is 'ISO 3166 code';
comment on column dateline.entity_export.lat is 'Latitude in degrees';
comment on column dateline.entity_export.lon is 'Longitude in degrees';
comment on column dateline.entity_export.admin is 'First-level administrative area of a place';
comment on column dateline.entity_export.admin_code is 'Its code';
comment on column dateline.entity_export.aliases is 'Other names that articles use';
comment on column dateline.entity_export.articles is 'Articles that name it';

revoke execute on function dateline.delete_articles(bigint[]) from public;
do $$
begin
    if exists (select from pg_roles where rolname = 'dateline_writer') then
        grant select, insert, update, delete on dateline.forgotten to dateline_writer;
        grant select on dateline.article_export, dateline.event_export, dateline.entity_export to dateline_writer;
        grant execute on function dateline.delete_articles(bigint[]) to dateline_writer;
    end if;
    if exists (select from pg_roles where rolname = 'dateline_reader') then
        grant select on dateline.forgotten, dateline.article_export, dateline.event_export, dateline.entity_export
            to dateline_reader;
    end if;
end
$$;
