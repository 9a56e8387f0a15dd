-- Which events killed or wounded people, and how many? Those told last, first.
select w.date, w.source, w.target, q.what, q.value, left(w.sentence, 90) as sentence
from dateline.event_quantity q
join dateline.who_did_what w using (event_mention_id)
order by q.event_mention_id desc, q.what desc
limit 10;
