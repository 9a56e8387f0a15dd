-- What analysts know better than the program: that two entities are one, or that one entity is two. Corrections
-- change the rows that are there, and hold for all that is loaded later.

create table dateline.entity_correction (
    entity_correction_id bigint generated always as identity primary key,
    entity text not null,
    alias text,
    source text,
    article text,
    becomes text not null references dateline.entity (id),
    note text,
    made_by text not null default current_user,
    made_at timestamptz not null default now(),
    check (entity <> becomes),
    unique nulls not distinct (entity, alias, source, article)
);
create index entity_correction_becomes on dateline.entity_correction (becomes);
comment on table dateline.entity_correction is
    'What analysts corrected: mentions of one entity are of another. Of several that hold, the one with an article counts, then with an alias, then with a source';
comment on column dateline.entity_correction.entity_correction_id is 'Key in this database';
comment on column dateline.entity_correction.entity is 'Id of the entity that the program finds';
comment on column dateline.entity_correction.alias is 'Only where these are the words of the mention; null: always';
comment on column dateline.entity_correction.source is 'Only in articles of this source; null: of all';
comment on column dateline.entity_correction.article is 'Only in the article of this id; null: in all';
comment on column dateline.entity_correction.becomes is 'Id of the entity that it is';
comment on column dateline.entity_correction.note is 'Why';
comment on column dateline.entity_correction.made_by is 'Role that made it';
comment on column dateline.entity_correction.made_at is 'When';

alter table dateline.entity add column admin text, add column admin_code text;
comment on column dateline.entity.admin is 'Of a place: the first-level administrative area that it lies in, or is';
comment on column dateline.entity.admin_code is 'Of that area: ISO 3166-2, or geonames: and its number';

alter table dateline.mention add column found_entity_id bigint references dateline.entity;
create index mention_found_entity on dateline.mention (found_entity_id) where found_entity_id is not null;
comment on column dateline.mention.found_entity_id is
    'The entity that the program found, where an analyst''s correction put another in its place';

-- Which correction holds for the mentions of a program's entity: those with an article before those with an
-- alias before those with a source.
create function dateline.corrected_entity(program_entity text, words text, source_name text, article_id text) returns text
    language sql stable
as $$
    select c.becomes from dateline.entity_correction c
    where c.entity = program_entity and (c.alias is null or c.alias = words)
      and (c.source is null or c.source = source_name) and (c.article is null or c.article = article_id)
    order by c.article nulls last, c.alias nulls last, c.source nulls last limit 1
$$;
comment on function dateline.corrected_entity(text, text, text, text) is
    'Id of the entity that a mention is of by the analysts'' corrections; null: what the program found';

-- Puts the mentions that the program found for one entity where the corrections want them. What speaks of an entity
-- without words of its own (quotes, events) follows it where all its mentions in an article went the same way.
create function dateline.apply_corrections(program_entity text) returns bigint
    language plpgsql
    set search_path = dateline, pg_temp
    set client_min_messages = warning
as $$
declare
    found_key constant bigint := (select n.entity_id from entity n where n.id = program_entity);
    moved_count bigint;
begin
    drop table if exists pg_temp.correction_move;
    create temporary table correction_move on commit drop as
    select m.mention_id, m.article_id, m.entity_id as old_key, n.entity_id as new_key
    from mention m
    join article a using (article_id)
    join source s using (source_id)
    join entity n on n.id = coalesce(corrected_entity(program_entity, m.text, s.name, a.id), program_entity)
    where coalesce(m.found_entity_id, m.entity_id) = found_key;

    -- Whom an article means, as far as it is one.
    drop table if exists pg_temp.correction_article;
    create temporary table correction_article on commit drop as
    select article_id, old_key, new_key
    from (select distinct article_id, old_key, min(new_key) over (partition by article_id) as new_key,
                 max(new_key) over (partition by article_id) as last_key from correction_move) v
    where new_key = last_key and old_key <> new_key;
    -- An entity that the article names by itself too keeps what is said of it.
    delete from correction_article c
    where exists (select from mention m where m.article_id = c.article_id and m.entity_id = c.old_key
                    and coalesce(m.found_entity_id, m.entity_id) <> found_key);

    delete from mention m using correction_move v
    where m.mention_id = v.mention_id and v.old_key <> v.new_key
      and exists (select from mention o where o.article_id = m.article_id and o.entity_id = v.new_key
                    and o.field = m.field and o.span = m.span);
    update mention m set entity_id = v.new_key,
           found_entity_id = case when v.new_key <> found_key then found_key end
    from correction_move v
    where m.mention_id = v.mention_id and v.old_key <> v.new_key;
    get diagnostics moved_count = row_count;

    update quote q set speaker_entity_id = c.new_key
    from correction_article c where q.article_id = c.article_id and q.speaker_entity_id = c.old_key;
    update event_mention e set attributed_to_entity_id = c.new_key
    from correction_article c where e.article_id = c.article_id and e.attributed_to_entity_id = c.old_key;
    update event e set
        source_entity_id = case when e.source_entity_id = c.old_key then c.new_key else e.source_entity_id end,
        target_entity_id = case when e.target_entity_id = c.old_key then c.new_key else e.target_entity_id end,
        location_entity_id = case when e.location_entity_id = c.old_key then c.new_key else e.location_entity_id end
    from (select distinct on (m.event_id) m.event_id, a.old_key, a.new_key
          from correction_article a join event_mention m using (article_id) order by 1, 2, 3) c
    where e.event_id = c.event_id and c.old_key in (e.source_entity_id, e.target_entity_id, e.location_entity_id);

    insert into entity_alias (entity_id, alias)
    select distinct v.new_key, m.text
    from correction_move v join mention m using (mention_id) join entity n on n.entity_id = v.new_key
    where v.old_key <> v.new_key and m.kind in ('name', 'alias') and m.text <> n.name
    on conflict do nothing;
    delete from entity_alias a using (select distinct old_key from correction_move where old_key <> new_key) v
    where a.entity_id = v.old_key
      and not exists (select from mention m where m.entity_id = v.old_key and m.text = a.alias);
    return moved_count;
end
$$;
comment on function dateline.apply_corrections(text) is
    'Puts the mentions that the program found for an entity where the corrections want them; how many moved';

create function dateline.merge_entities(entity text, becomes text, note text default null) returns bigint
    language plpgsql
    set search_path = dateline, pg_temp
    set client_min_messages = warning
as $$
#variable_conflict use_column
declare
    one alias for $1;
    other alias for $2;
    reason alias for $3;
    missing text;
    already text;
begin
    -- No batch is loaded meanwhile; what a batch before this one loaded is seen.
    lock table entity_correction in access exclusive mode;
    select x into missing from unnest(array[one, other]) x
    where not exists (select from entity n where n.id = x) limit 1;
    if missing is not null then
        raise exception 'there is no entity with the id "%"', missing
            using hint = 'ids stand in dateline.entity: select id, type, name from dateline.entity where name ilike ''%...%''';
    end if;
    -- The other way round than before: that is over.
    delete from entity_correction c
    where c.entity = other and c.becomes = one and num_nulls(c.alias, c.source, c.article) = 3;
    select c.becomes into already from entity_correction c
    where c.entity = other and num_nulls(c.alias, c.source, c.article) = 3;
    if already is not null then
        raise exception '"%" itself became "%"', other, already
            using hint = 'merge with that one, or take that correction back with dateline.undo_correction()';
    end if;
    update entity_correction c set becomes = other where c.becomes = one and c.entity <> other;
    insert into entity_correction as c (entity, becomes, note) values (one, other, reason)
    on conflict on constraint entity_correction_entity_alias_source_article_key
    do update set becomes = excluded.becomes, note = excluded.note, made_by = current_user, made_at = now();
    update entity n set
        wikidata = coalesce(n.wikidata, o.wikidata), geonames = coalesce(n.geonames, o.geonames),
        iso3166 = coalesce(n.iso3166, o.iso3166), country = coalesce(n.country, o.country),
        lat = coalesce(n.lat, o.lat), lon = coalesce(n.lon, o.lon),
        admin = coalesce(n.admin, o.admin), admin_code = coalesce(n.admin_code, o.admin_code),
        actor_code = coalesce(n.actor_code, o.actor_code),
        roles = n.roles || array(select unnest(o.roles) except select unnest(n.roles) order by 1)
    from entity o where n.id = other and o.id = one;
    insert into entity_alias (entity_id, alias)
    select n.entity_id, o.name from entity n, entity o where n.id = other and o.id = one and o.name <> n.name
    on conflict do nothing;
    return apply_corrections(other)
        + (select coalesce(sum(apply_corrections(c.entity)), 0) from entity_correction c where c.becomes = other);
end
$$;
comment on function dateline.merge_entities(text, text, text) is
    'From now on, and in all that is loaded, the first entity is the second; how many mentions moved';

create function dateline.split_entity(entity text, becomes text, name text default null, alias text default null,
                                      source text default null, article text default null,
                                      note text default null) returns bigint
    language plpgsql
    set search_path = dateline, pg_temp
    set client_min_messages = warning
as $$
#variable_conflict use_column
declare
    one alias for $1;
    other alias for $2;
    other_name alias for $3;
    words alias for $4;
    source_name alias for $5;
    article_key alias for $6;
    reason alias for $7;
begin
    lock table entity_correction in access exclusive mode;
    if num_nulls(words, source_name, article_key) = 3 then
        raise exception 'which mentions are of another entity? Give an alias, a source or an article'
            using hint = 'if all are, the two are one: dateline.merge_entities()';
    end if;
    if not exists (select from entity n where n.id = one) then
        raise exception 'there is no entity with the id "%"', one;
    end if;
    if other_name is not null then
        insert into entity (id, type, name) select other, n.type, other_name from entity n where n.id = one
        on conflict (id) do nothing;
    elsif not exists (select from entity n where n.id = other) then
        raise exception 'there is no entity with the id "%"', other
            using hint = 'give its name too, and it is made';
    end if;
    insert into entity_correction as c (entity, alias, source, article, becomes, note)
    values (one, words, source_name, article_key, other, reason)
    on conflict on constraint entity_correction_entity_alias_source_article_key
    do update set becomes = excluded.becomes, note = excluded.note, made_by = current_user, made_at = now();
    return apply_corrections(one);
end
$$;
comment on function dateline.split_entity(text, text, text, text, text, text, text) is
    'From now on, and in all that is loaded, mentions of the first entity with these words, in this source or in this article are of the second, which is made if it has a name; how many moved';

create function dateline.undo_correction(entity_correction_id bigint) returns bigint
    language plpgsql
    set search_path = dateline, pg_temp
    set client_min_messages = warning
as $$
#variable_conflict use_column
declare
    key alias for $1;
    program_entity text;
begin
    lock table entity_correction in access exclusive mode;
    delete from entity_correction c where c.entity_correction_id = key returning c.entity into program_entity;
    if program_entity is null then
        raise exception 'there is no correction %', key
            using hint = 'they stand in dateline.entity_correction';
    end if;
    return apply_corrections(program_entity);
end
$$;
comment on function dateline.undo_correction(bigint) is
    'Takes a correction back, and puts its mentions where they were; how many moved';

-- Corrections are for those who may write.
revoke execute on function dateline.apply_corrections(text), dateline.merge_entities(text, text, text),
    dateline.split_entity(text, text, text, text, text, text, text), dateline.undo_correction(bigint) from public;
do $$
begin
    if exists (select from pg_roles where rolname = 'dateline_writer') then
        grant select, insert, update, delete on dateline.entity_correction to dateline_writer;
        grant execute on function dateline.apply_corrections(text), dateline.merge_entities(text, text, text),
            dateline.split_entity(text, text, text, text, text, text, text), dateline.undo_correction(bigint)
            to dateline_writer;
    end if;
    if exists (select from pg_roles where rolname = 'dateline_reader') then
        grant select on dateline.entity_correction to dateline_reader;
    end if;
end
$$;
