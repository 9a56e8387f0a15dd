-- Who did most to whom. $1 and $2 first and last moment of the articles
with happened as (
    select distinct e.event_id, e.quad, e.goldstein, e.source_entity_id, e.target_entity_id,
           case when e.source_entity_id is null then e.source_code end as source_code,
           case when e.target_entity_id is null then e.target_code end as target_code
    from article a join event_mention m using (article_id) join event e using (event_id)
    where (a.published_at between $1::timestamptz and $2::timestamptz or (a.published_at is null and a.fetched_at between $1::timestamptz and $2::timestamptz))
      and not m.negated and m.modality = 'actual'
      and coalesce(e.source_entity_id::text, e.source_code) <> coalesce(e.target_entity_id::text, e.target_code))
select left(coalesce(s.name, h.source_code), 500) as source, left(coalesce(t.name, h.target_code), 500) as target,
       count(*) as events, count(*) filter (where h.quad = 1) as verbal_cooperation,
       count(*) filter (where h.quad = 2) as material_cooperation, count(*) filter (where h.quad = 3) as verbal_conflict,
       count(*) filter (where h.quad = 4) as material_conflict, round(avg(h.goldstein), 1) as goldstein
from happened h
left join entity s on s.entity_id = h.source_entity_id
left join entity t on t.entity_id = h.target_entity_id
group by h.source_entity_id, h.source_code, h.target_entity_id, h.target_code, s.name, t.name
order by events desc, source, target, h.source_entity_id, h.target_entity_id
limit 20
