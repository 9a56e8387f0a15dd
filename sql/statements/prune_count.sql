-- How many articles are older. $1 a day
select count(*) from article where coalesce(published_at, fetched_at) < $1::timestamptz
