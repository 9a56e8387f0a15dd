-- Events; one that is known already is the same event, told again.
insert into event (id, cameo, root, plover, mode, context, quad, goldstein, source_entity_id, source_code, target_entity_id,
    target_code, date, date_precision, days, location_entity_id)
select id, cameo, root, plover, mode, context, quad, goldstein, source_entity_id, source_code, target_entity_id,
    target_code, date, date_precision, days, location_entity_id
from stage_event s
where not exists (select from event e where e.id = s.id)
order by s.id
on conflict (id) do nothing
