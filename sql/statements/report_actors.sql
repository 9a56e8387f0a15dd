-- Who did most, or had most done to them. $1 and $2 first and last moment of the articles
with happened as (
    select distinct e.event_id, e.source_entity_id, e.source_code, e.target_entity_id, e.target_code
    from article a join event_mention m using (article_id) join event e using (event_id)
    where (a.published_at between $1::timestamptz and $2::timestamptz or (a.published_at is null and a.fetched_at between $1::timestamptz and $2::timestamptz))
      and not m.negated and m.modality = 'actual'),
sides as (
    select event_id, source_entity_id as entity_id, source_code as code, true as did from happened
    union all
    select event_id, target_entity_id, target_code, false from happened),
actors as (
    select entity_id, case when entity_id is null then code end as code_alone, max(code) as code,
           count(distinct event_id) as events, count(*) filter (where did) as as_source,
           count(*) filter (where not did) as as_target
    from sides where entity_id is not null or code is not null
    group by entity_id, case when entity_id is null then code end)
select left(coalesce(n.name, a.code), 500) as actor, coalesce(n.type, '') as type, left(coalesce(a.code, ''), 50) as code,
       a.events, a.as_source, a.as_target
from actors a left join entity n using (entity_id)
order by a.events desc, actor, n.id
limit 20
