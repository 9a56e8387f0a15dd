-- Removes entities that nothing speaks of any more, and names that nothing uses.
select delete_unused('{}', array(select entity_id from stage_used where entity_id is not null),
                     array(select name from stage_used where name is not null))
