-- Entities that articles speak of before their rows are made again. $1 the articles' keys
insert into stage_used (entity_id) select unnest(article_entities($1::bigint[]))
