-- Quotes of new and changed articles.
insert into quote (article_id, sentence_id, field, span, text, speaker_entity_id, verb, direct)
select s.article_id, t.sentence_id, x.item->>'field',
       int4range((x.item->>'start')::integer, (x.item->>'end')::integer), x.item->>'text',
       n.entity_id, x.item->>'verb', (x.item->>'direct')::boolean
from stage_article s join stage_record r using (ordinal)
cross join jsonb_array_elements(r.record->'quotes') with ordinality x (item, number)
left join stage_correction c on c.ordinal = s.ordinal and c.id = x.item->>'speaker' and c.words = ''
left join entity n on n.id = coalesce(c.becomes, x.item->>'speaker')
left join sentence t on t.article_id = s.article_id and t.field = x.item->>'field'
    and t.span @> (x.item->>'start')::integer
where s.change <> 'unchanged'
order by s.ordinal, x.number
