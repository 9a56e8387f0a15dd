-- Remembers that articles must not come back, and removes those that are there. $1 a URL, an article's id or a source's
-- name, $2 the id that an article with this URL would have
with wanted as materialized (
    select a.article_id, a.id from article a join source s using (source_id)
    where $1 in (a.url, a.canonical_url, a.http_final_url, a.id, s.name)
),
    remembered as (
        insert into forgotten (id)
        select id from wanted union select $2 where $2 <> ''
        on conflict do nothing
    )
select delete_articles(coalesce((select array_agg(article_id) from wanted), '{}'))
