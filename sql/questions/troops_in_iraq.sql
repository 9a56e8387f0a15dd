-- What numbers of troops do articles about Iraq give, newest first?
select a.published_day, q.value, q.approximate, q.text, left(s.text, 90) as sentence
from dateline.article a
join dateline.quantity q using (article_id)
join dateline.sentence s using (sentence_id)
where q.what = 'troops' and exists (
    select from dateline.mention m join dateline.entity e using (entity_id)
    where m.article_id = a.article_id and e.country = 'IRQ')
order by a.published_at desc, q.quantity_id
limit 10;
