-- Which articles are there already. $1 their ids
select id, article_id, content_hash from article where id = any($1::text[])
