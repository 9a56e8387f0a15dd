-- Numbers that belong to the events of new and changed articles.
insert into event_quantity (event_mention_id, what, value)
select m.event_mention_id, q.key, q.value::double precision
from stage_article s join stage_record r using (ordinal)
cross join jsonb_array_elements(r.record->'events') with ordinality x (item, number)
cross join jsonb_each_text(x.item->'quantities') q
join event_mention m on m.article_id = s.article_id and m.number = x.number - 1
where s.change <> 'unchanged'
order by m.event_mention_id, q.key
