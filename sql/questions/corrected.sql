-- Which articles were changed after we had read them, and what did their headline say before?
select a.title, r.revision, r.title as title_before, r.replaced_at::date as replaced
from dateline.article_revision r
join dateline.article a using (article_id)
order by r.replaced_at, a.title;
