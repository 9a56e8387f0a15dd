-- Who was quoted last, and with what?
select e.name, e.actor_code, q.verb, q.direct, left(q.text, 80) as quote
from dateline.quote q
join dateline.entity e on e.entity_id = q.speaker_entity_id
order by q.quote_id desc
limit 10;
