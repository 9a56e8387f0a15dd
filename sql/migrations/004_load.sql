-- What the loader needs to write rows that are ready.

alter table dateline.event add column context text;
comment on column dateline.event.context is 'PLOVER context: what it is about';

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
