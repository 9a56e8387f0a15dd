-- Samples for monitoring: metric, its help, up to two labels, value; rows of one metric stand together. $1 the time now
with newest as (select * from run where started_at <= $1::timestamptz order by started_at desc limit 1),
given as (select sum(articles_new) as new, sum(articles_changed) as changed, sum(articles_unchanged) as unchanged
          from run_source join newest using (run_id)),
health as (select * from source_health_at($1::timestamptz)),
samples (position, metric, help, label, label_value, other, other_value, value) as (
    select 1, 'dateline_attention', 'What needs a person now, as dateline status shows it', null, null, null, null,
           (select count(*) from attention_at($1::timestamptz))::numeric
    union all select 2, 'dateline_run_started_timestamp_seconds', 'When the newest run began', null, null, null, null, extract(epoch from started_at) from newest
    union all select 3, 'dateline_run_finished_timestamp_seconds', 'When the newest run ended', null, null, null, null, extract(epoch from finished_at) from newest
        where finished_at is not null
    union all select 4, 'dateline_run_status', 'State of the newest run: 1 for the one that holds', 'status', s, null, null, (s = status)::integer
        from newest, unnest(array['running', 'complete', 'incomplete', 'failed']) s
    union all select 5, 'dateline_run_completed_timestamp_seconds', 'When the newest complete run ended', null, null, null, null, extract(epoch from max(finished_at))
        from run where status = 'complete' and started_at <= $1::timestamptz having max(finished_at) is not null
    union all select 6, 'dateline_run_articles', 'Articles of the newest run', 'change', c.change, null, null, coalesce(c.articles, 0)
        from given, lateral (values ('new', new), ('changed', changed), ('unchanged', unchanged)) c (change, articles)
    union all select 7, 'dateline_run_rejects', 'Pages and records that the newest run could not use', 'stage', j.stage, 'reason', j.reason, count(*)
        from reject j join newest using (run_id) group by j.stage, j.reason
    union all select 8, 'dateline_source_run_timestamp_seconds', 'When a source was read last', 'source', source, null, null, extract(epoch from last_run_at)
        from health where last_run_at is not null
    union all select 9, 'dateline_source_success_timestamp_seconds', 'When a source was last read with something usable, or nothing wrong', 'source', source, null, null, extract(epoch from last_success_at)
        from health where last_success_at is not null
    union all select 10, 'dateline_source_article_timestamp_seconds', 'When a source last gave a new or changed article', 'source', source, null, null, extract(epoch from last_article_at)
        from health where last_article_at is not null
    union all select 11, 'dateline_source_articles_day', 'New articles of a source in the day up to its newest run', 'source', source, null, null, articles_last_day from health
    union all select 12, 'dateline_source_articles_day_median', 'Median of new articles a day over 28 days', 'source', source, null, null, median_articles_a_day::numeric
        from health where median_articles_a_day is not null
    union all select 13, 'dateline_source_reject_ratio', 'Share of what a source gave in seven days that could not be used', 'source', source, null, null, reject_rate::numeric
        from health where reject_rate is not null
    union all select 14, 'dateline_database_size_bytes', 'Size of the database', null, null, null, null, pg_database_size(current_database())
    union all select 15, 'dateline_table_size_bytes', 'Size of a table with its indexes', 'table', c.relname, null, null, pg_total_relation_size(c.oid)
        from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'dateline' and c.relkind in ('r', 'm'))
select metric, help, label, label_value, other, other_value, value from samples
order by position, label_value collate "C", other_value collate "C"
