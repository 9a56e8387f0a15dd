-- Sources named in the batch.
insert into source (name)
select name from (select distinct r.record->>'source' as name from stage_record r) named
where name is not null and not exists (select from source s where s.name = named.name)
order by name
on conflict do nothing
