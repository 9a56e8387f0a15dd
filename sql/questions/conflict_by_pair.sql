-- How friendly or hostile is what each country does to the others (Goldstein scale)?
select substr(source_code, 1, 3) as source, substr(target_code, 1, 3) as target, sum(events) as events,
       round(avg(goldstein), 1) as goldstein
from dateline.daily_events
where source_code is not null and target_code is not null
group by 1, 2
having substr(source_code, 1, 3) <> substr(target_code, 1, 3)
order by events desc, source, target
limit 10;
