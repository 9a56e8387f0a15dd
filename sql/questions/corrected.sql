-- Which articles were changed after we had read them, and what did their headline say before? Newest first.
select a.title, r.revision, r.title as title_before, r.replaced_at::date as replaced
from (select * from dateline.article_revision order by replaced_at desc, article_id limit 10) r
join dateline.article a using (article_id)
order by r.replaced_at desc, r.article_id;
