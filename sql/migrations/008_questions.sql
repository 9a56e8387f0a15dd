-- So that questions about the newest, and about a period, answer at once however many articles there are; and so that
-- load does not spend its time on indexes that no question uses: an index of ranges (GiST) costs seventeen times as much
-- as one of days where many rows are of one day, and more with each row of that day.

drop index dateline.event_days;
create index event_day on dateline.event (lower(days));
drop index dateline.date_mention_days;
create index date_mention_day on dateline.date_mention (lower(days));

create or replace view dateline.timeline as
select e.days, e.date, e.date_precision, e.event_id, e.cameo, e.plover, e.quad, e.goldstein,
       e.source_code, coalesce(source.name, m.source_text) as source,
       e.target_code, coalesce(target.name, m.target_text) as target,
       place.name as location, m.articles, m.confidence, m.sentence, lower(e.days) as day
from dateline.event e
cross join lateral (
    select min(m.source_text) as source_text, min(m.target_text) as target_text, count(distinct m.article_id) as articles,
           max(m.confidence) as confidence, min(s.text) as sentence
    from dateline.event_mention m left join dateline.sentence s using (sentence_id)
    where m.event_id = e.event_id and not m.negated and m.modality = 'actual'
    having count(*) > 0) m
left join dateline.entity source on source.entity_id = e.source_entity_id
left join dateline.entity target on target.entity_id = e.target_entity_id
left join dateline.entity place on place.entity_id = e.location_entity_id;
comment on column dateline.timeline.day is 'The first of the days';

-- The newest reject of a source.
drop index dateline.reject_source;
create index reject_source on dateline.reject (source_id, reject_id);
