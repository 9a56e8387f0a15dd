-- The keys of staged entities.
select distinct s.number, e.entity_id from stage_entity s join entity e using (id)
