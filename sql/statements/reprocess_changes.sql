-- How many rows of each table are gone, are new and are as they were.
select name, sum(greatest(was - now, 0)), sum(greatest(now - was, 0)), sum(least(was, now))
from (select name, count(*) filter (where before) as was, count(*) filter (where not before) as now
      from stage_row group by name, digest) r
group by name
