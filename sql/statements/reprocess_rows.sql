-- Digests of the rows that came from articles, without the keys that rows made again have anew. $1 the articles' keys,
-- $2 whether they are the rows before
insert into stage_row (before, name, digest)
select $2::boolean, name, hashtextextended(content::text, 0) from (
    select 'sentence', to_jsonb(s) - 'sentence_id' from sentence s where s.article_id = any($1::bigint[])
    union all
    select 'mention', (to_jsonb(m) - '{mention_id,entity_id,found_entity_id,sentence_id}'::text[])
        || jsonb_build_object('entity', n.id, 'found', f.id, 'sentence', s.number)
    from mention m join entity n using (entity_id) left join entity f on f.entity_id = m.found_entity_id
        left join sentence s using (sentence_id)
    where m.article_id = any($1::bigint[])
    union all
    select 'date_mention', (to_jsonb(d) - '{date_mention_id,sentence_id}'::text[]) || jsonb_build_object('sentence', s.number)
    from date_mention d left join sentence s using (sentence_id)
    where d.article_id = any($1::bigint[])
    union all
    select 'quantity', (to_jsonb(q) - '{quantity_id,sentence_id}'::text[]) || jsonb_build_object('sentence', s.number)
    from quantity q left join sentence s using (sentence_id)
    where q.article_id = any($1::bigint[])
    union all
    select 'quote', (to_jsonb(q) - '{quote_id,speaker_entity_id,sentence_id}'::text[])
        || jsonb_build_object('speaker', n.id, 'sentence', s.number)
    from quote q left join entity n on n.entity_id = q.speaker_entity_id left join sentence s using (sentence_id)
    where q.article_id = any($1::bigint[])
    union all
    select 'event_mention', (to_jsonb(m) - '{event_mention_id,event_id,number,sentence_id,attributed_to_entity_id}'::text[])
        || jsonb_build_object('event', e.id, 'said', n.id, 'sentence', s.number)
    from event_mention m join event e using (event_id) left join entity n on n.entity_id = m.attributed_to_entity_id
        left join sentence s using (sentence_id)
    where m.article_id = any($1::bigint[])
    union all
    select 'event_quantity', (to_jsonb(q) - 'event_mention_id') || jsonb_build_object('event', e.id, 'article', m.article_id)
    from event_quantity q join event_mention m using (event_mention_id) join event e using (event_id)
    where m.article_id = any($1::bigint[])
    union all
    select 'event', (to_jsonb(e) - '{event_id,source_entity_id,target_entity_id,location_entity_id}'::text[])
        || jsonb_build_object('source', a.id, 'target', b.id, 'place', c.id)
    from event e left join entity a on a.entity_id = e.source_entity_id left join entity b on b.entity_id = e.target_entity_id
        left join entity c on c.entity_id = e.location_entity_id
    where e.event_id in (select event_id from event_mention where article_id = any($1::bigint[]))
    union all
    select 'entity', to_jsonb(n) - 'entity_id' from entity n where n.entity_id = any(article_entities($1::bigint[]))
) r (name, content)
