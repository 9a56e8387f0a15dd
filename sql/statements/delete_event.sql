-- Events that no article tells any more.
delete from event e using stage_gone g
where e.event_id = g.event_id
  and not exists (select from event_mention m where m.event_id = e.event_id)
