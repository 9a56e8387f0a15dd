-- entities that no article names and no event, quote or correction knows
select n.entity_id, n.id, n.name from entity n
where not exists (select from mention m where m.entity_id = n.entity_id)
  and not exists (select from mention m where m.found_entity_id = n.entity_id)
  and not exists (select from quote q where q.speaker_entity_id = n.entity_id)
  and not exists (select from event_mention m where m.attributed_to_entity_id = n.entity_id)
  and not exists (select from event e where n.entity_id in (e.source_entity_id, e.target_entity_id, e.location_entity_id))
  and not exists (select from entity_correction c where n.id in (c.entity, c.becomes))
order by n.entity_id
