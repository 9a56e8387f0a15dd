-- Sentences of new and changed articles. The texts are taken out of their records once, not for each sentence.
with told as materialized (
    select s.ordinal, s.article_id, r.record->'sentences' as sentences, r.record->>'title' as title,
           r.record->>'body' as body
    from stage_article s join stage_record r using (ordinal)
    where s.change <> 'unchanged'
)
insert into sentence (article_id, number, field, span, text)
select t.article_id, x.number - 1, x.item->>'field',
       int4range((x.item->>'start')::integer, (x.item->>'end')::integer),
       substr(case x.item->>'field' when 'title' then t.title else t.body end, (x.item->>'start')::integer + 1,
              (x.item->>'end')::integer - (x.item->>'start')::integer)
from told t
cross join jsonb_array_elements(t.sentences) with ordinality x (item, number)
order by t.ordinal, x.number
