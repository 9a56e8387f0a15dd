-- Where a batch waits for its merge; seen by this session only, empty after each transaction.
create temporary table if not exists stage_record (
    ordinal integer not null,
    record jsonb not null
) on commit delete rows;
create temporary table if not exists stage_article on commit delete rows as
select article_id, id, source_id, url, canonical_url, site_name, title, authors, section, tags, language,
    published_at, published_day, published_precision, published_zone, modified_at, fetched_at, image_url, body,
    disclaimer, related, content_hash, path, http_status, http_etag, http_last_modified, http_final_url,
    extraction_method, extraction_score, extra, transform_version, model_version, rules_version, run_id from article with no data;
create temporary table if not exists stage_entity on commit delete rows as
select 0 as number, 0 as variant, id, type, name, wikidata, geonames, iso3166, country, lat, lon, admin,
    admin_code, actor_code, roles
from entity with no data;
create temporary table if not exists stage_alias on commit delete rows as
select entity_id, alias from entity_alias with no data;
create temporary table if not exists stage_gone (
    event_id bigint not null
) on commit delete rows;
create temporary table if not exists stage_event on commit delete rows as
select event_id, id, cameo, root, plover, mode, context, quad, goldstein, source_entity_id, source_code, target_entity_id,
    target_code, date, date_precision, days, location_entity_id, family, combined_confidence from event with no data;
create temporary table if not exists stage_used (
    entity_id bigint,
    name text
) on commit delete rows;
create temporary table if not exists stage_row (
    before boolean not null,
    name text not null,
    digest bigint not null
) on commit delete rows
