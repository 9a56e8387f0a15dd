-- Which events are there already. $1 their ids
select id, event_id from event where id = any($1::text[])
