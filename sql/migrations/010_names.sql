-- Articles that go: only names that they use are looked for in the articles that stay. To look for a rare name of somebody
-- whom a million mentions are of took seconds.

create function dateline.delete_unused(events bigint[], entities bigint[], names text[]) returns void
    language plpgsql
    set search_path = dateline, pg_temp
as $$
begin
    delete from event e where event_id = any(events)
        and not exists (select from event_mention m where m.event_id = e.event_id);
    if events <> '{}' then
        perform refresh_events(events);
    end if;
    delete from entity_alias a where entity_id = any(entities)
        and (a.alias = any(names) or not exists (select from mention m where m.entity_id = a.entity_id))
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
comment on function dateline.delete_unused(bigint[], bigint[], text[]) is
    'Removes events and entities, by their keys, that no article tells any more, and those of the names that none uses';

-- The words by which articles name entities.
create function dateline.article_names(articles bigint[]) returns text[]
    language sql stable
    set search_path = dateline, pg_temp
as $$
    select coalesce(array_agg(distinct text), '{}') from mention
    where article_id = any(articles) and kind in ('name', 'alias')
$$;
comment on function dateline.article_names(bigint[]) is 'The words by which articles name entities, by the articles'' keys';

create or replace function dateline.delete_articles(keys bigint[]) returns bigint
    language plpgsql
    set search_path = dateline, pg_temp
    set client_min_messages = warning
as $$
declare
    events constant bigint[] := coalesce((select array_agg(distinct event_id) from event_mention where article_id = any(keys)), '{}');
    entities constant bigint[] := article_entities(keys);
    names constant text[] := article_names(keys);
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
    perform delete_unused(events, entities, names);
    return deleted;
end
$$;

drop function dateline.delete_unused(bigint[], bigint[]);
revoke execute on function dateline.delete_unused(bigint[], bigint[], text[]) from public;
do $$
begin
    if exists (select from pg_roles where rolname = 'dateline_writer') then
        grant execute on function dateline.delete_unused(bigint[], bigint[], text[]) to dateline_writer;
    end if;
end
$$;
