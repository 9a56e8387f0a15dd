-- What the newest run could not use, by reason, each with one example.
select j.stage, j.reason, count(*) as rejected, 
       left(min(case when strpos(j.message, coalesce(j.url, j.path, '')) > 0 then j.message
                     else coalesce(j.url, j.path) || ': ' || j.message end), 160) as example
from reject j
where j.run_id = (select run_id from run order by started_at desc limit 1)
group by j.stage, j.reason
order by count(*) desc, j.stage, j.reason
