-- Holds changed articles until the batch lands. $1 their keys; back come those that are still there
select id, article_id, content_hash from article where article_id = any($1::bigint[]) order by article_id for no key update
