-- Stored articles as extract wrote them, for transform; times of publication as the outlet's day in UTC. Some at a time:
-- $1 the key behind which they begin, $2 how many at most, $3 published on or after ('': always), $4 not made
-- again since ('': made by another than) $5 program, $6 model and $7 rules
with page as (
    select a.*, sum(length(body)) over (order by article_id) - length(body) as before
    from (select * from article
          where article_id > $1::bigint
            and ($3 = '' or coalesce(published_at, fetched_at) >= nullif($3, '')::timestamptz)
            and case when $4 = '' then (transform_version, model_version, rules_version) is distinct from ($5, $6, $7)
                     else coalesce(transformed_at < nullif($4, '')::timestamptz, true) end
          order by article_id limit $2::integer) a
)
select a.article_id, ((a.extra - '{not_analysed,without}'::text[]) || jsonb_strip_nulls(jsonb_build_object(
    'type', 'article', 'id', a.id, 'url', a.url, 'canonical_url', a.canonical_url, 'source', s.name, 'site_name', a.site_name,
    'title', a.title, 'authors', a.authors, 'section', a.section, 'tags', a.tags, 'language', a.language,
    'published_at', a.published_day || to_char(a.published_at at time zone 'UTC', '"T"HH24:MI:SS"Z"'),
    'published_precision', a.published_precision, 'published_zone', a.published_zone,
    'modified_at', to_char(a.modified_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
    'fetched_at', to_char(a.fetched_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
    'image_url', a.image_url, 'body', a.body, 'disclaimer', a.disclaimer, 'related', a.related,
    'content_hash', a.content_hash, 'path', a.path,
    'http', nullif(jsonb_strip_nulls(jsonb_build_object('status', a.http_status, 'etag', a.http_etag,
        'last_modified', a.http_last_modified, 'final_url', a.http_final_url)), '{}'),
    'extraction', nullif(jsonb_strip_nulls(jsonb_build_object('method', a.extraction_method, 'score', a.extraction_score)), '{}')
    )))::text
from page a join source s using (source_id)
where a.before < 4000000
order by a.article_id
