-- t if there is a source of that name. $1 name
select exists (select from source where name = $1)
