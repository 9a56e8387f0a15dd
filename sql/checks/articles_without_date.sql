-- sources of which most articles have no date
select s.name as source, count(*) as articles, count(*) filter (where a.published_at is null) as without_date
from article a join source s using (source_id)
group by s.name having count(*) >= 10 and count(*) filter (where a.published_at is null) * 2 > count(*)
order by s.name
