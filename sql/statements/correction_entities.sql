-- Entities that analysts corrected.
select distinct entity from entity_correction
