-- What corrections say of the mentions of one article: by words, and, with words '', of the article as a whole where
-- all its mentions of an entity go the same way. $1 entities and $2 words of its mentions, $3 source, $4 article's id
with word as materialized (
    select distinct entity, words, corrected_entity(entity, words, $3, $4) as becomes
    from unnest($1::text[], $2::text[]) as m (entity, words)
)
select entity, words, becomes from word where becomes is not null
union all
select entity, '', min(becomes) from word group by entity
having count(*) = count(becomes) and min(becomes) = max(becomes)
