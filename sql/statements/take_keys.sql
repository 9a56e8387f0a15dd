-- The first of $2 keys of the sequence $1 that nobody else gets.
select take_keys($1::regclass, $2::bigint)
