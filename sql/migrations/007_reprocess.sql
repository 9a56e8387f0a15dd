-- Who made the rows that came from an article's text, so that they can be made again after rules or models change.

alter table dateline.article add column transform_version text, add column model_version text,
    add column rules_version text, add column transformed_at timestamptz;
alter table dateline.article alter column transformed_at set default now();
comment on column dateline.article.transform_version is
    'Version of the program that made the article''s sentences, mentions, events, ...; null: one before 007_reprocess.sql, or nothing was made';
comment on column dateline.article.model_version is 'The model that it used';
comment on column dateline.article.rules_version is 'The rules, dictionaries and gazetteer that it used';
comment on column dateline.article.transformed_at is 'When these rows landed';

-- Removes what no article tells any more of these events and entities.
create function dateline.delete_unused(events bigint[], entities bigint[]) returns void
    language plpgsql
    set search_path = dateline, pg_temp
as $$
begin
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
end
$$;
comment on function dateline.delete_unused(bigint[], bigint[]) is
    'Removes events and entities, by their keys, that no article tells any more, and names that none uses';

-- Entities that articles speak of.
create function dateline.article_entities(articles bigint[]) returns bigint[]
    language sql stable
    set search_path = dateline, pg_temp
as $$
    select coalesce(array_agg(distinct n), '{}') from (
        select entity_id from mention where article_id = any(articles)
        union all select found_entity_id from mention where article_id = any(articles)
        union all select speaker_entity_id from quote where article_id = any(articles)
        union all select attributed_to_entity_id from event_mention where article_id = any(articles)
        union all select unnest(array[source_entity_id, target_entity_id, location_entity_id])
            from event where event_id in (select event_id from event_mention where article_id = any(articles))
    ) x (n) where n is not null
$$;
comment on function dateline.article_entities(bigint[]) is 'Keys of the entities that articles speak of, by the articles'' keys';

create or replace function dateline.delete_articles(keys bigint[]) returns bigint
    language plpgsql
    set search_path = dateline, pg_temp
    set client_min_messages = warning
as $$
declare
    events constant bigint[] := (select array_agg(distinct event_id) from event_mention where article_id = any(keys));
    entities constant bigint[] := article_entities(keys);
    deleted bigint;
begin
    delete from mention where article_id = any(keys);
    delete from date_mention where article_id = any(keys);
    delete from quantity where article_id = any(keys);
    delete from quote where article_id = any(keys);
    delete from event_mention where article_id = any(keys);
    delete from sentence where article_id = any(keys);
    delete from article_revision where article_id = any(keys);
    delete from article where article_id = any(keys);
    get diagnostics deleted = row_count;
    perform delete_unused(events, entities);
    return deleted;
end
$$;

revoke execute on function dateline.delete_unused(bigint[], bigint[]) from public;
do $$
begin
    if exists (select from pg_roles where rolname = 'dateline_writer') then
        grant execute on function dateline.delete_unused(bigint[], bigint[]) to dateline_writer;
    end if;
end
$$;
