-- new, changed, unchanged articles and event mentions of the batch.
select count(*) filter (where change = 'new'), count(*) filter (where change = 'changed'),
       count(*) filter (where change = 'unchanged'),
       (select count(*) from event_mention m join stage_article s using (article_id)
        where s.change <> 'unchanged')
from stage_article
