-- The names by which new and changed articles call entities.
insert into entity_alias (entity_id, alias)
select distinct n.entity_id, m.item->>'text'
from stage_article s join stage_record r using (ordinal)
cross join jsonb_array_elements(r.record->'entities') x (item)
cross join jsonb_array_elements(x.item->'mentions') m (item)
left join stage_correction c on c.ordinal = s.ordinal and c.id = x.item->>'id' and c.words = m.item->>'text'
join entity n on n.id = coalesce(c.becomes, x.item->>'id')
where s.change <> 'unchanged' and m.item->>'kind' in ('name', 'alias') and m.item->>'text' <> n.name
order by 1, 2
on conflict do nothing
