-- From which words of which article, and by which rule, do the newest events come?
select w.date, w.source, w.cameo, w.target, w.rule, w.trigger, w.confidence, w.title
from dateline.who_did_what w
order by w.event_mention_id desc
limit 5;
