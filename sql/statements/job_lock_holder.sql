-- Who holds the lock of loads, or that of the nightly run, which $1 true puts first: process id, program, since when.
select a.pid, coalesce(a.application_name, ''), to_char(a.backend_start, 'YYYY-MM-DD HH24:MI:SS TZ')
from pg_locks l join pg_stat_activity a using (pid)
where l.locktype = 'advisory' and l.granted and l.pid <> pg_backend_pid()
  and l.classid = (7310394026177 >> 32)::int
  and l.objid::bigint in (7310394026177 & 4294967295, 7310394026179 & 4294967295)
  and l.database = (select oid from pg_database where datname = current_database())
order by (l.objid::bigint = 7310394026179 & 4294967295) = $1::boolean desc
