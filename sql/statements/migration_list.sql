-- number, name, checksum of what was applied.
select number, name, checksum from dateline.migration order by number
