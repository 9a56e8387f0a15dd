-- The largest tables: rows as the server reckons them, and bytes with their indexes.
select case when grouping(c.oid) = 1 then 'database ' || current_database() else c.relname end as "table",
       case when grouping(c.oid) = 1 then '' else greatest(max(c.reltuples), 0)::bigint::text end as rows_about,
       pg_size_pretty(case when grouping(c.oid) = 1 then pg_database_size(current_database()) else max(pg_total_relation_size(c.oid)) end) as size
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = 'dateline' and c.relkind in ('r', 'm')
group by grouping sets ((), (c.oid, c.relname))
order by grouping(c.oid) desc, max(pg_total_relation_size(c.oid)) desc
limit 7
