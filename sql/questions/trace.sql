-- From which words of which article, and by which rule, does an event come?
select w.date, w.source, w.cameo, w.target, w.rule, w.trigger, w.confidence, w.title
from dateline.who_did_what w
order by w.confidence desc, w.event_mention_id
limit 5;
