-- Events of new and changed articles; one that is known already is the same event, told again.
insert into event (id, cameo, root, plover, mode, quad, goldstein, source_entity_id, source_code,
                   target_entity_id, target_code, date, date_precision, days, location_entity_id)
select distinct on (x.item->>'id') x.item->>'id', x.item->>'cameo', x.item->>'root', x.item->>'plover',
       x.item->>'mode', (x.item->>'quad')::smallint, (x.item->>'goldstein')::numeric,
       source.entity_id, x.item#>>'{source,code}', target.entity_id, x.item#>>'{target,code}',
       x.item#>>'{date,value}', x.item#>>'{date,precision}', iso_days(x.item#>>'{date,value}'),
       place.entity_id
from stage_article s join stage_record r using (ordinal)
cross join jsonb_array_elements(r.record->'events') with ordinality x (item, number)
left join stage_correction cs on cs.ordinal = s.ordinal and cs.id = x.item#>>'{source,entity}' and cs.words = ''
left join stage_correction ct on ct.ordinal = s.ordinal and ct.id = x.item#>>'{target,entity}' and ct.words = ''
left join stage_correction cp on cp.ordinal = s.ordinal and cp.id = x.item->>'location' and cp.words = ''
left join entity source on source.id = coalesce(cs.becomes, x.item#>>'{source,entity}')
left join entity target on target.id = coalesce(ct.becomes, x.item#>>'{target,entity}')
left join entity place on place.id = coalesce(cp.becomes, x.item->>'location')
where s.change <> 'unchanged'
order by x.item->>'id', s.ordinal, x.number
on conflict (id) do nothing
