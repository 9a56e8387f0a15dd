-- conflict_by_pair of one month.
select substr(source_code, 1, 3) as source, substr(target_code, 1, 3) as target, sum(events) as events,
       round(avg(goldstein), 1) as goldstein
from dateline.daily_events
where source_code is not null and target_code is not null and day between '2023-11-01' and '2023-11-30'
group by 1, 2
order by events desc, source, target
limit 10;
