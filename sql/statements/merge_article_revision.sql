-- What changed articles said before.
insert into article_revision (article_id, revision, run_id, title, authors, published_at, modified_at,
                              fetched_at, body, content_hash)
select a.article_id, a.revision, a.run_id, a.title, a.authors, a.published_at, a.modified_at,
       a.fetched_at, a.body, a.content_hash
from article a join stage_article s using (article_id)
where s.change = 'changed'
