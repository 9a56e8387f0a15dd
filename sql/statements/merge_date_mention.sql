-- Dates of new and changed articles.
insert into date_mention (article_id, sentence_id, field, span, text, value, kind, days)
select s.article_id, t.sentence_id, x.item->>'field',
       int4range((x.item->>'start')::integer, (x.item->>'end')::integer), x.item->>'text',
       x.item->>'value', x.item->>'kind',
       case when x.item->>'kind' in ('date', 'time') then iso_days(x.item->>'value') end
from stage_article s join stage_record r using (ordinal)
cross join jsonb_array_elements(r.record->'dates') with ordinality x (item, number)
left join sentence t on t.article_id = s.article_id and t.field = x.item->>'field'
    and t.span @> (x.item->>'start')::integer
where s.change <> 'unchanged'
order by s.ordinal, x.number
