-- Which articles speak of troops and Iraq?
select published_day, site_name, title
from dateline.article_search
where search @@ websearch_to_tsquery('english', 'troops iraq')
order by published_day, title;
