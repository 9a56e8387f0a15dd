-- sources of whose pages most were rejected in their newest run
select s.name as source, r.started_at, rs.rejected, rs.articles_new + rs.articles_changed as articles
from source s
join lateral (select * from run_source x join run y using (run_id) where x.source_id = s.source_id
              order by y.started_at desc limit 1) rs on true
join run r on r.run_id = rs.run_id
where rs.rejected >= 5 and rs.rejected > rs.articles_new + rs.articles_changed + rs.articles_unchanged
order by s.name
