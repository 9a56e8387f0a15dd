-- Which articles are there already, and which must not come (with key 0). $1 their ids
select id, article_id, content_hash from article where id = any($1::text[])
union all
select id, 0, '' from forgotten where id = any($1::text[])
