-- Changed articles.
copy stage_article (article_id, id, source_id, url, canonical_url, site_name, title, authors, section, tags, language,
    published_at, published_day, published_precision, published_zone, modified_at, fetched_at, image_url, body,
    disclaimer, related, content_hash, path, http_status, http_etag, http_last_modified, http_final_url,
    extraction_method, extraction_score, extra, transform_version, model_version, rules_version, run_id) from stdin with (format binary)
