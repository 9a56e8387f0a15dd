-- sources that gave articles and have given none for seven days, although they were read
select source, last_run_at, last_article_at from source_health
where last_article_at < now() - interval '7 days' and last_run_at > last_article_at + interval '7 days'
order by source
