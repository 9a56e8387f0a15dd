-- What one run did. $1 run_id
select r.status, coalesce(r.message, ''),
       coalesce((select sum(articles_new) from run_source where run_id = $1), 0),
       coalesce((select sum(articles_changed) from run_source where run_id = $1), 0),
       coalesce((select sum(articles_unchanged) from run_source where run_id = $1), 0),
       (select count(*) from reject where run_id = $1),
       (select count(*) from event_mention m join article a using (article_id) where a.run_id = $1)
from run r where r.run_id = $1
