-- Whom and what no earlier article names, with the first article that does. $1 and $2 first and last moment of the
-- articles
with told as (
    select a.article_id from article a
    where (a.published_at between $1::timestamptz and $2::timestamptz or (a.published_at is null and a.fetched_at between $1::timestamptz and $2::timestamptz))),
named as (
    select m.entity_id, count(distinct m.article_id) as articles, count(*) as mentions
    from told join mention m using (article_id) group by m.entity_id),
fresh as (
    select named.*, n.name, n.type, n.id from named join entity n using (entity_id)
    where (select true from mention m join article a using (article_id)
           where m.entity_id = named.entity_id and coalesce(a.published_at, a.fetched_at) < $1::timestamptz limit 1) is null
    order by named.articles desc, named.mentions desc, n.name, n.id
    limit 30)
select left(f.name, 500) as name, f.type, f.articles, f.mentions,
       left(coalesce(first.title, first.site_name, first.source_name), 1000) as title, first.link
from fresh f
join lateral (
    select a.title, a.site_name, o.name as source_name,
           case when a.canonical_url ~* '^https?://' then a.canonical_url else coalesce(a.http_final_url, a.url) end as link
    from mention m join article a using (article_id) join source o using (source_id)
    where m.entity_id = f.entity_id
      and (a.published_at between $1::timestamptz and $2::timestamptz or (a.published_at is null and a.fetched_at between $1::timestamptz and $2::timestamptz))
    order by coalesce(a.published_at, a.fetched_at), a.article_id
    limit 1) first on true
order by f.articles desc, f.mentions desc, f.name, f.id
