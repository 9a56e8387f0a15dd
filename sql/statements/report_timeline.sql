-- The events that most articles tell, of equals the newest, each with its surest sentence; newest first.
-- $1 and $2 first and last moment of the articles, $3 and $4 first and last day of the events
with told as (
    select e.event_id, lower(e.days) as day, count(distinct m.article_id) as articles
    from article a join event_mention m using (article_id) join event e using (event_id)
    where (a.published_at between $1::timestamptz and $2::timestamptz or (a.published_at is null and a.fetched_at between $1::timestamptz and $2::timestamptz))
      and not m.negated and m.modality = 'actual'
      and e.date_precision = 'day' and lower(e.days) between $3::date and $4::date
    group by e.event_id
    order by articles desc, day desc, e.event_id
    limit 60)
select to_char(t.day, 'YYYY-MM-DD') as day, e.plover, e.quad, left(coalesce(source.name, best.source_text), 500) as source,
       left(coalesce(target.name, best.target_text), 500) as target, left(place.name, 500) as location, t.articles,
       left(said.name, 500) as attributed_to, left(s.text, 1000) as sentence, best.language,
       left(coalesce(best.site_name, best.source_name), 500) as outlet, left(best.title, 1000) as title, best.link, best.sentence_id
from told t
join event e using (event_id)
join lateral (
    select m.sentence_id, m.source_text, m.target_text, m.attributed_to_entity_id, a.site_name, a.title, a.language,
           o.name as source_name,
           case when a.canonical_url ~* '^https?://' then a.canonical_url else coalesce(a.http_final_url, a.url) end as link
    from event_mention m join article a using (article_id) join source o using (source_id)
    where m.event_id = t.event_id and not m.negated and m.modality = 'actual'
      and (a.published_at between $1::timestamptz and $2::timestamptz or (a.published_at is null and a.fetched_at between $1::timestamptz and $2::timestamptz))
    order by m.confidence desc, a.published_at, m.event_mention_id
    limit 1) best on true
left join sentence s on s.sentence_id = best.sentence_id
left join entity source on source.entity_id = e.source_entity_id
left join entity target on target.entity_id = e.target_entity_id
left join entity place on place.entity_id = e.location_entity_id
left join entity said on said.entity_id = best.attributed_to_entity_id
order by t.day desc, t.articles desc, best.sentence_id, t.event_id
