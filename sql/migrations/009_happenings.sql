-- One happening, told by many: what each sentence tells of it by itself stands with its mention; how many sources tell it
-- independently, and how sure that makes it, stands with the event.

alter table dateline.event add column family text, add column sources integer not null default 1 check (sources >= 1),
    add column combined_confidence double precision check (combined_confidence between 0 and 1);
comment on column dateline.event.family is 'CAMEO code that stands for those by which one happening may be told';
comment on column dateline.event.sources is
    'Outlets that tell it independently: near-copies of one text count once, as does one outlet';
comment on column dateline.event.combined_confidence is 'How sure it is by all of them, 0 to 1';
comment on column dateline.event.cameo is 'CAMEO code, the most specific by which it is told';

alter table dateline.event_mention add column told_cameo text check (told_cameo ~ '^[0-9]{2,4}$'), add column told_plover text,
    add column told_mode text, add column told_context text, add column told_quad smallint check (told_quad between 1 and 4),
    add column told_goldstein numeric(4, 1) check (told_goldstein between -10 and 10), add column instrument text;
comment on column dateline.event_mention.told_cameo is 'CAMEO code that this sentence supports; null: as the event''s';
comment on column dateline.event_mention.told_plover is 'Its PLOVER type';
comment on column dateline.event_mention.told_mode is 'Its PLOVER mode';
comment on column dateline.event_mention.told_context is 'Its PLOVER context';
comment on column dateline.event_mention.told_quad is 'Its quad class';
comment on column dateline.event_mention.told_goldstein is 'Its value on the Goldstein scale';
comment on column dateline.event_mention.instrument is 'With what it was done: drone, car_bomb, ...';

alter table dateline.event_quantity add column value_max double precision, add column comparison text
    check (comparison in ('about', 'at_least', 'at_most', 'more_than', 'less_than'));
comment on column dateline.event_quantity.value_max is 'Of a range its upper end';
comment on column dateline.event_quantity.comparison is
    'How the text limits the number: about, at_least, at_most, more_than, less_than';

-- The words of a sentence, to see whether another is nearly the same.
create function dateline.sentence_words(sentence text) returns text[]
    language sql immutable parallel safe
as $$
    select array(select distinct w from regexp_split_to_table(lower(sentence), '[^[:alnum:]]+') w where w <> '')
$$;
comment on function dateline.sentence_words(text) is 'The different words of a sentence, in lower case';

-- Whether one sentence is nearly the other: four of five of the words of both stand in both. Short ones are not judged.
create function dateline.near_copy(one text[], other text[]) returns boolean
    language sql immutable parallel safe
as $$
    select cardinality(one) >= 6 and cardinality(other) >= 6
        and 5 * cardinality(one) >= 4 * cardinality(other) and 5 * cardinality(other) >= 4 * cardinality(one)
        and (select 5 * count(*) >= 4 * (cardinality(one) + cardinality(other) - count(*))
             from unnest(one) w where w = any(other))
$$;
comment on function dateline.near_copy(text[], text[]) is 'Whether two sentences, as their different words, are nearly the same';

-- Makes right what an event takes from all of its mentions: its code, its sources and its confidence.
-- A thousand at a time, each planned for its number of events: a plan for any number would take them to be few.
create function dateline.refresh_events(events bigint[]) returns void
    language plpgsql
    set search_path = dateline, pg_temp
    set plan_cache_mode = force_custom_plan
    set jit = off
as $$
declare
    keys bigint[];
begin
    perform 1 from event e where e.event_id = any(events) order by e.event_id for no key update;

    for first_key in 1 .. cardinality(events) by 1000 loop
        keys := events[first_key:first_key + 999];

        update event e set (cameo, root, plover, mode, context, quad, goldstein)
            = (b.told_cameo, left(b.told_cameo, 2), b.told_plover, b.told_mode, b.told_context, b.told_quad, b.told_goldstein)
        from (
            select distinct on (m.event_id)
                m.event_id, m.told_cameo, m.told_plover, m.told_mode, m.told_context, m.told_quad, m.told_goldstein
            from event_mention m
            where m.event_id = any(keys) and m.told_cameo is not null
            order by m.event_id,
                case when length(m.told_cameo) = 2 then 0 when m.told_cameo ~ '^..0$' then 1 else length(m.told_cameo) end desc,
                m.confidence desc, m.told_cameo
        ) b
        where b.event_id = e.event_id and b.told_cameo <> e.cameo;

        update event e set sources = n.sources, combined_confidence = least(n.confidence, 0.99)
        from (
            with told as materialized (
                select m.event_id, m.article_id, m.sentence_id, m.confidence,
                       m.negated = bool_and(m.negated) over (partition by m.event_id) as counts
                from event_mention m where m.event_id = any(keys)
            ),
            article_told as materialized (
                select *, row_number() over (partition by event_id, outlet order by number) = 1 as first_of_outlet
                from (select t.event_id, t.article_id, max(t.confidence) as confidence,
                             coalesce(a.site_name, a.source_id::text) as outlet,
                             row_number() over (partition by t.event_id order by a.published_at nulls last, a.id) as number
                      from told t join article a using (article_id) where t.counts
                      group by t.event_id, t.article_id, a.site_name, a.source_id, a.published_at, a.id) a
            ),
            -- What outlets tell after another did; no text needs to be read of an event that one outlet tells.
            judged as materialized (
                select event_id, number from article_told where first_of_outlet and number between 2 and 64
            ),
            -- Sentences that the first article to have them tells by; those of the others are copies word for word.
            told_by as materialized (
                select t.event_id, a.number, s.text, min(a.number) over (partition by t.event_id, s.text) as first
                from told t join article_told a using (event_id, article_id) join sentence s using (sentence_id)
                where t.counts and a.number <= 64 and t.event_id in (select event_id from judged)
            ),
            words as materialized (
                select event_id, number, first, sentence_words(text) as words from told_by
                where first = number or (event_id, number) in (select event_id, number from judged)
            ),
            copied as materialized (
                select event_id, number from words where first < number and cardinality(words) >= 6
            ),
            by_event as materialized (
                select event_id, array_agg((number, words) order by number) as tellings
                from words where first = number group by event_id
            ),
            -- By each event's list, as the first that is nearly the same ends the search.
            near as materialized (
                select j.event_id, j.number
                from judged j join by_event b using (event_id)
                where (j.event_id, j.number) not in (select event_id, number from copied)
                  and exists (select
                              from unnest(b.tellings) as w(number bigint, words text[]),
                                   unnest(b.tellings) as o(number bigint, words text[])
                              where w.number = j.number and o.number < j.number and near_copy(w.words, o.words))
            ),
            independent as (
                select event_id, confidence from article_told
                where first_of_outlet and (event_id, number) not in (
                    select event_id, number from copied union all select event_id, number from near)
            )
            select event_id, count(*)::integer as sources,
                   round((1 - exp(sum(ln(1 - least(confidence, 0.95)))))::numeric, 2)::double precision as confidence
            from independent group by event_id
        ) n
        where n.event_id = e.event_id and (e.sources, e.combined_confidence) is distinct from (n.sources, least(n.confidence, 0.99));
    end loop;
end
$$;
comment on function dateline.refresh_events(bigint[]) is
    'Makes code, sources and confidence of events, by their keys, what their mentions say';

-- Events that lose an article are looked at again.
create or replace function dateline.delete_unused(events bigint[], entities bigint[]) returns void
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

-- Events that are there already.
update dateline.event e set combined_confidence = m.confidence
from (select event_id, max(confidence) as confidence from dateline.event_mention group by event_id) m
where m.event_id = e.event_id;
select dateline.refresh_events(array(
    select event_id from dateline.event_mention group by event_id having count(distinct article_id) > 1));

create or replace view dateline.timeline as
select e.days, e.date, e.date_precision, e.event_id, e.cameo, e.plover, e.quad, e.goldstein,
       e.source_code, coalesce(source.name, m.source_text) as source,
       e.target_code, coalesce(target.name, m.target_text) as target,
       place.name as location, m.articles, coalesce(e.combined_confidence, m.confidence) as confidence, m.sentence,
       lower(e.days) as day, e.sources, m.instrument
from dateline.event e
cross join lateral (
    select min(m.source_text) as source_text, min(m.target_text) as target_text, count(distinct m.article_id) as articles,
           max(m.confidence) as confidence, min(s.text) as sentence,
           string_agg(distinct m.instrument, ', ' order by m.instrument) as instrument
    from dateline.event_mention m left join dateline.sentence s using (sentence_id)
    where m.event_id = e.event_id and not m.negated and m.modality = 'actual'
    having count(*) > 0) m
left join dateline.entity source on source.entity_id = e.source_entity_id
left join dateline.entity target on target.entity_id = e.target_entity_id
left join dateline.entity place on place.entity_id = e.location_entity_id;
comment on column dateline.timeline.confidence is 'By all that tell it, 0 to 1';
comment on column dateline.timeline.sources is 'Outlets that tell it independently';
comment on column dateline.timeline.instrument is 'With what it was done';

create view dateline.event_numbers as
select e.event_id, e.date, e.cameo, e.source_code, e.target_code, q.what, q.value, q.value_max, q.comparison,
       coalesce(a.site_name, o.name) as outlet, said.name as attributed_to, a.published_at, s.text as sentence,
       coalesce(a.canonical_url, a.url, a.path) as link
from dateline.event_quantity q
join dateline.event_mention m using (event_mention_id)
join dateline.event e using (event_id)
join dateline.article a using (article_id)
join dateline.source o using (source_id)
left join dateline.sentence s using (sentence_id)
left join dateline.entity said on said.entity_id = m.attributed_to_entity_id;
comment on view dateline.event_numbers is 'Each number that is told of an event, with who tells it; they may disagree';
comment on column dateline.event_numbers.event_id is 'The event';
comment on column dateline.event_numbers.date is 'When it happened, ISO 8601';
comment on column dateline.event_numbers.cameo is 'CAMEO code';
comment on column dateline.event_numbers.source_code is 'CAMEO actor code of who did it';
comment on column dateline.event_numbers.target_code is 'CAMEO actor code of whom it was done to';
comment on column dateline.event_numbers.what is 'What is counted: killed, wounded, arrested, ...';
comment on column dateline.event_numbers.value is 'The number; of a range its lower end';
comment on column dateline.event_numbers.value_max is 'Of a range its upper end';
comment on column dateline.event_numbers.comparison is 'about, at_least, at_most, more_than, less_than; null: exactly';
comment on column dateline.event_numbers.outlet is 'Who published it';
comment on column dateline.event_numbers.attributed_to is 'Who says so, in the article';
comment on column dateline.event_numbers.published_at is 'When';
comment on column dateline.event_numbers.sentence is 'The sentence';
comment on column dateline.event_numbers.link is 'Where to read it';

revoke execute on function dateline.refresh_events(bigint[]) from public;
do $$
begin
    if exists (select from pg_roles where rolname = 'dateline_writer') then
        grant execute on function dateline.refresh_events(bigint[]) to dateline_writer;
        grant select on dateline.event_numbers to dateline_writer;
    end if;
    if exists (select from pg_roles where rolname = 'dateline_reader') then
        grant select on dateline.event_numbers to dateline_reader;
    end if;
end
$$;
