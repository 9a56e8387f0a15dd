-- Sources. $1 their names
insert into source (name)
select distinct wanted.name from unnest($1::text[]) wanted (name) where not exists (select from source s where s.name = wanted.name)
order by wanted.name
on conflict do nothing
