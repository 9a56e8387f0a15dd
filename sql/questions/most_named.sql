-- Which people and organisations are named most, and what do they do?
select name, type, actor_code, articles, mentions, events_as_source, events_as_target, quotes
from dateline.entity_activity
where type in ('PERSON', 'ORG')
order by mentions desc, name
limit 10;
