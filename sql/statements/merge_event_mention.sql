-- Where new and changed articles tell events.
insert into event_mention (event_id, article_id, number, sentence_id, trigger_field, trigger_span,
                           source_text, source_span, target_text, target_span, date_from, date_span, rule,
                           negated, modality, attributed_to_entity_id, confidence)
select e.event_id, s.article_id, x.number - 1, t.sentence_id, x.item#>>'{trigger,field}',
       int4range((x.item#>>'{trigger,start}')::integer, (x.item#>>'{trigger,end}')::integer),
       x.item#>>'{source,text}',
       case when x.item#>>'{source,start}' is not null then int4range((x.item#>>'{source,start}')::integer, (x.item#>>'{source,end}')::integer) end,
       x.item#>>'{target,text}',
       case when x.item#>>'{target,start}' is not null then int4range((x.item#>>'{target,start}')::integer, (x.item#>>'{target,end}')::integer) end,
       x.item#>>'{date,from}',
       case when x.item#>>'{date,span,start}' is not null then int4range((x.item#>>'{date,span,start}')::integer, (x.item#>>'{date,span,end}')::integer) end,
       x.item->>'rule', (x.item->>'negated')::boolean, x.item->>'modality', said.entity_id,
       (x.item->>'confidence')::double precision
from stage_article s join stage_record r using (ordinal)
cross join jsonb_array_elements(r.record->'events') with ordinality x (item, number)
join event e on e.id = x.item->>'id'
left join stage_correction c on c.ordinal = s.ordinal and c.id = x.item->>'attributed_to' and c.words = ''
left join entity said on said.id = coalesce(c.becomes, x.item->>'attributed_to')
left join sentence t on t.article_id = s.article_id and t.number = (x.item->>'sentence')::integer
where s.change <> 'unchanged'
order by s.ordinal, x.number
