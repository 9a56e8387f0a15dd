-- Who did what to whom, newest first?
select date, source, plover, target, left(sentence, 90) as sentence
from dateline.timeline
where source_code is not null and target_code is not null and date_precision = 'day'
order by day desc, event_id
limit 10;
