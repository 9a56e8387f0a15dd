-- The keys that new articles got.
update stage_article s set article_id = a.article_id
from article a
where s.article_id is null and a.id = s.id
