-- Places with a known position that most articles name. $1 and $2 first and last moment of the articles
with told as (
    select a.article_id from article a
    where (a.published_at between $1::timestamptz and $2::timestamptz or (a.published_at is null and a.fetched_at between $1::timestamptz and $2::timestamptz))),
named as (
    select m.entity_id, count(distinct m.article_id) as articles
    from told join mention m using (article_id) group by m.entity_id),
sites as (
    select e.location_entity_id as entity_id, count(distinct e.event_id) as events
    from told join event_mention m using (article_id) join event e using (event_id)
    where not m.negated and m.modality = 'actual' group by e.location_entity_id)
select left(n.name, 500) as place, coalesce(n.country, '') as country, named.articles, coalesce(sites.events, 0) as events,
       n.lat, n.lon
from named join entity n using (entity_id) left join sites using (entity_id)
where n.type in ('LOC', 'FACILITY') and n.lat is not null and n.lon is not null
order by named.articles desc, sites.events desc nulls last, n.name, n.id
limit 120
