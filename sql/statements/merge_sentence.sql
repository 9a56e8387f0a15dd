-- Sentences of new and changed articles.
insert into sentence (article_id, number, field, span, text)
select s.article_id, x.number - 1, x.item->>'field',
       int4range((x.item->>'start')::integer, (x.item->>'end')::integer),
       substr(r.record->>(x.item->>'field'), (x.item->>'start')::integer + 1,
              (x.item->>'end')::integer - (x.item->>'start')::integer)
from stage_article s join stage_record r using (ordinal)
cross join jsonb_array_elements(r.record->'sentences') with ordinality x (item, number)
where s.change <> 'unchanged'
order by s.ordinal, x.number
