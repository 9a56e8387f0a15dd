-- Keys of sources. $1 their names
select name, source_id from source where name = any($1::text[])
