-- articles that were published after they were fetched
select a.article_id, s.name as source, a.published_at, a.fetched_at, coalesce(a.canonical_url, a.url, a.path) as link
from article a join source s using (source_id)
where a.published_at > coalesce(a.fetched_at, now()) + interval '1 day'
order by a.article_id
