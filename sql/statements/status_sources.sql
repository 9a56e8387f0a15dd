-- What each source gave. $1 the time now
select source, runs, to_char(last_run_at, 'YYYY-MM-DD HH24:MI') as last_run_utc,
       coalesce(to_char(last_success_at, 'YYYY-MM-DD HH24:MI'), '') as last_success_utc,
       coalesce(to_char(last_article_at, 'YYYY-MM-DD HH24:MI'), '') as last_article_utc, days_silent,
       articles_last_day as last_day, median_articles_a_day as median_day, articles_new as new, articles_changed as changed,
       rejected, round(reject_rate::numeric * 100) || '%' as reject_rate, coalesce(last_reject, '') as last_reject
from source_health_at($1::timestamptz)
order by source
