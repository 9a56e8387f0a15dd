-- $1 number, $2 name, $3 checksum
insert into dateline.migration (number, name, checksum) values ($1::integer, $2, $3)
