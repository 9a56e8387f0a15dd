-- Entities that articles speak of before their rows are made again, and their names. $1 the articles' keys
insert into stage_used (entity_id, name)
select unnest(article_entities($1::bigint[])), null
union all
select null, unnest(article_names($1::bigint[]))
