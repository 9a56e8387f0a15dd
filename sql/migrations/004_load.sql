-- Columns for what transform tells by now, and what the loader needs to write rows that are ready.

alter table dateline.event add column context text;
comment on column dateline.event.context is 'PLOVER context: what it is about';
alter table dateline.mention add column place_score double precision check (place_score between 0 and 1);
comment on column dateline.mention.place_score is
    'Of a place: how surely it, of all places that have its name, is meant in this article';
alter table dateline.quantity add column value_max double precision, add column noun text,
    add column comparison text
        check (comparison in ('about', 'at_least', 'at_most', 'more_than', 'less_than'));
comment on column dateline.quantity.value is 'The number; of a range its lower end';
comment on column dateline.quantity.value_max is 'Of a range its upper end';
comment on column dateline.quantity.noun is 'The noun that is counted, as in the text, lower case';
comment on column dateline.quantity.what is 'What is counted: killed, wounded, troops, ..., else the noun';
comment on column dateline.quantity.comparison is
    'How the text limits the number: about, at_least, at_most, more_than, less_than';
alter table dateline.date_mention add column rule text,
    add column modifier text check (modifier in ('start', 'mid', 'end', 'approximate'));
comment on column dateline.date_mention.modifier is
    'Which part of the value is meant: start, mid, end, or approximate';
comment on column dateline.date_mention.rule is 'How the value was found';
alter table dateline.quote add column speaker_text text;
comment on column dateline.quote.speaker_text is 'The words for who said it';
comment on column dateline.who_did_what.rule is 'Rule of config/events/ that found it';

create function dateline.take_keys(sequence regclass, count bigint) returns bigint
    language plpgsql
    set search_path = dateline, pg_temp
as $$
declare
    first bigint;
begin
    -- Two loaders take keys one after the other. Keys that the sequence gives to others meanwhile are not in ours.
    perform pg_advisory_lock(7310394026178);
    first := nextval(sequence);
    perform setval(sequence, first + count - 1);
    perform pg_advisory_unlock(7310394026178);
    return first;
end
$$;
comment on function dateline.take_keys(regclass, bigint) is 'The first of so many keys that follow each other';

-- The loader knows the days that a value covers.
drop function dateline.iso_days(text);

do $$
begin
    if exists (select from pg_roles where rolname = 'dateline_writer') then
        grant usage, update on all sequences in schema dateline to dateline_writer;
    end if;
end
$$;
