-- most_named of one week.
select n.name, n.type, count(distinct m.article_id) as articles, count(*) as mentions
from dateline.article a join dateline.mention m using (article_id) join dateline.entity n using (entity_id)
where a.published_at between '2023-11-01' and '2023-11-08' and n.type in ('PERSON', 'ORG')
group by n.entity_id
order by mentions desc, n.name
limit 10;
