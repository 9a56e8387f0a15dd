-- Removes what was kept of records that could not be used. $1 a URL or a source's name
delete from reject r using (select $1::text as wanted) w
where r.url = w.wanted or r.source_id = (select s.source_id from source s where s.name = w.wanted)
