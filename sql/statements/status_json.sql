-- What needs a person, the last runs, the sources, the newest run's rejects and the database's size as one JSON object.
-- $1 the time now
select jsonb_build_object(
    'attention', (select coalesce(jsonb_agg(to_jsonb(a) order by a.subject, a.what), '[]') from attention_at($1::timestamptz) a),
    'database_bytes', pg_database_size(current_database()),
    'runs', (select coalesce(jsonb_agg(t.o order by t.started_at desc), '[]') from (
        select r.started_at, jsonb_build_object('run_id', r.run_id, 'started_at', r.started_at,
            'finished_at', r.finished_at, 'status', r.status, 'message', r.message,
            'articles_new', coalesce(sum(s.articles_new), 0), 'articles_changed', coalesce(sum(s.articles_changed), 0),
            'articles_unchanged', coalesce(sum(s.articles_unchanged), 0),
            'rejected', (select count(*) from reject j where j.run_id = r.run_id)) as o
        from run r left join run_source s using (run_id)
        group by r.run_id order by r.started_at desc limit 10) t),
    'sources', (select coalesce(jsonb_agg(to_jsonb(h) order by h.source), '[]') from source_health_at($1::timestamptz) h),
    'rejects', (select coalesce(jsonb_agg(to_jsonb(t) order by t.rejected desc, t.reason), '[]') from (
        select j.stage, j.reason, count(*) as rejected, min(j.message) as example
        from reject j where j.run_id = (select run_id from run order by started_at desc limit 1)
        group by j.stage, j.reason) t))::text,
    (select count(*) from attention_at($1::timestamptz))
