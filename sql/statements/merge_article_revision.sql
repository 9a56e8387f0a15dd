-- What changed articles said before. $1 their keys
insert into article_revision (article_id, revision, run_id, title, authors, published_at, modified_at,
                              fetched_at, body, content_hash)
select article_id, revision, run_id, title, authors, published_at, modified_at, fetched_at, body, content_hash
from article where article_id = any($1::bigint[])
