-- The keys of staged events.
select s.number, e.event_id from stage_event s join event e using (id)
