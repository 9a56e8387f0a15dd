-- What each source gave.
select source, runs, to_char(last_run_at, 'YYYY-MM-DD HH24:MI') as last_run_utc,
       coalesce(to_char(last_article_at, 'YYYY-MM-DD HH24:MI'), '') as last_article_utc,
       articles_new as new, articles_changed as changed, rejected, coalesce(last_reject, '') as last_reject
from source_health
order by source
