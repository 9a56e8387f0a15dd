-- events that no article tells
select e.event_id, e.id, e.cameo, e.date from event e
where not exists (select from event_mention m where m.event_id = e.event_id)
order by e.event_id
