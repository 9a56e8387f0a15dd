-- The last runs, newest first.
select r.run_id as run, to_char(r.started_at, 'YYYY-MM-DD HH24:MI:SS') as started_utc,
       coalesce(extract(epoch from r.finished_at - r.started_at)::bigint, 0) as seconds, r.status,
       coalesce(sum(s.articles_new), 0) as new, coalesce(sum(s.articles_changed), 0) as changed,
       coalesce(sum(s.articles_unchanged), 0) as unchanged,
       (select count(*) from reject j where j.run_id = r.run_id) as rejected, coalesce(r.message, '') as message
from run r left join run_source s using (run_id)
group by r.run_id
order by r.started_at desc
limit 10
