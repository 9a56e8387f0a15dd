-- What needs a person. $1 the time now
select subject, what, to_char(since, 'YYYY-MM-DD HH24:MI') as since_utc, advice from attention_at($1::timestamptz) order by subject, what
