-- Quantities of new and changed articles.
insert into quantity (article_id, sentence_id, field, span, text, value, unit, what, approximate)
select s.article_id, t.sentence_id, x.item->>'field',
       int4range((x.item->>'start')::integer, (x.item->>'end')::integer), x.item->>'text',
       (x.item->>'value')::double precision, x.item->>'unit', x.item->>'what',
       (x.item->>'approximate')::boolean
from stage_article s join stage_record r using (ordinal)
cross join jsonb_array_elements(r.record->'quantities') with ordinality x (item, number)
left join sentence t on t.article_id = s.article_id and t.field = x.item->>'field'
    and t.span @> (x.item->>'start')::integer
where s.change <> 'unchanged'
order by s.ordinal, x.number
