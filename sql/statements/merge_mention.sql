-- Mentions of new and changed articles, each with the sentence that it stands in.
insert into mention (article_id, entity_id, found_entity_id, sentence_id, field, span, text, kind)
select s.article_id, coalesce(b.entity_id, n.entity_id), case when b.entity_id is not null then n.entity_id end, t.sentence_id, m.item->>'field',
       int4range((m.item->>'start')::integer, (m.item->>'end')::integer), m.item->>'text', m.item->>'kind'
from stage_article s join stage_record r using (ordinal)
cross join jsonb_array_elements(r.record->'entities') with ordinality x (item, number)
cross join jsonb_array_elements(x.item->'mentions') with ordinality m (item, number)
join entity n on n.id = x.item->>'id'
left join stage_correction c on c.ordinal = s.ordinal and c.id = x.item->>'id' and c.words = m.item->>'text'
left join entity b on b.id = c.becomes
left join sentence t on t.article_id = s.article_id and t.field = m.item->>'field'
    and t.span @> (m.item->>'start')::integer
where s.change <> 'unchanged'
order by s.ordinal, x.number, m.number
on conflict do nothing
