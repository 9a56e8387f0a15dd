-- The names by which articles call entities.
insert into entity_alias (entity_id, alias)
select distinct s.entity_id, s.alias from stage_alias s join entity n using (entity_id)
where s.alias <> n.name
order by 1, 2
on conflict do nothing
