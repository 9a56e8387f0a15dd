-- What each source gave, the most silent first. $1 now
select left(source, 500) as source, runs, coalesce(to_char(last_run_at, 'YYYY-MM-DD HH24:MI'), 'never') as last_run,
       coalesce(to_char(last_article_at, 'YYYY-MM-DD HH24:MI'), 'never') as last_article,
       coalesce(greatest(days_silent, 0)::text, '') as days_silent,
       articles_new, articles_changed, rejected, left(coalesce(last_reject, ''), 500) as last_reject
from source_health_at($1::timestamptz)
order by last_article_at nulls first, source
limit 200
