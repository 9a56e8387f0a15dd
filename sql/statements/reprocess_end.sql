-- Removes entities that nothing speaks of any more, and names that nothing uses.
select delete_unused('{}', (select array_agg(entity_id) from stage_used))
