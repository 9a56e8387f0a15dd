-- What analysts corrected, for the entities of new and changed articles: by the words of the mention, and, with words
-- '', of the article as a whole where all its mentions of the entity go the same way.
with words as materialized (
    select distinct s.ordinal, x.item->>'id' as id, m.item->>'text' as text,
           corrected_entity(x.item->>'id', m.item->>'text', r.record->>'source', s.id) as becomes
    from stage_article s join stage_record r using (ordinal)
    cross join jsonb_array_elements(r.record->'entities') x (item)
    cross join jsonb_array_elements(x.item->'mentions') m (item)
    where exists (select from entity_correction) and s.change <> 'unchanged'
      and x.item->>'id' in (select c.entity from entity_correction c)
)
insert into stage_correction (ordinal, id, words, becomes)
select ordinal, id, text, becomes from words where becomes is not null
union all
select ordinal, id, '', min(becomes) from words group by ordinal, id
having count(*) = count(becomes) and min(becomes) = max(becomes)
