-- What is known of an event now counts.
update event e set (cameo, root, plover, mode, context, quad, goldstein, source_entity_id, source_code, target_entity_id,
    target_code, date, date_precision, days, location_entity_id, family, combined_confidence)
    = (s.cameo, s.root, s.plover, s.mode, s.context, s.quad, s.goldstein, s.source_entity_id, s.source_code, s.target_entity_id,
    s.target_code, s.date, s.date_precision, s.days, s.location_entity_id, s.family, s.combined_confidence)
from stage_event s
where e.event_id = s.event_id
  and (e.cameo, e.root, e.plover, e.mode, e.context, e.quad, e.goldstein, e.source_entity_id, e.source_code, e.target_entity_id,
    e.target_code, e.date, e.date_precision, e.days, e.location_entity_id, e.family, e.combined_confidence)
    is distinct from (s.cameo, s.root, s.plover, s.mode, s.context, s.quad, s.goldstein, s.source_entity_id, s.source_code,
    s.target_entity_id, s.target_code, s.date, s.date_precision, s.days, s.location_entity_id, s.family, s.combined_confidence)
