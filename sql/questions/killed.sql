-- Which events killed or wounded people, and how many?
select e.date, w.source, w.target, q.what, q.value, left(w.sentence, 90) as sentence
from dateline.event_quantity q
join dateline.event_mention m using (event_mention_id)
join dateline.event e using (event_id)
join dateline.who_did_what w using (event_mention_id)
order by e.days, q.what;
