-- All entities as JSON, one a line. No character of JSON is a control character: nothing is quoted twice.
copy (select row_to_json(x) from (select * from entity_export order by id) x) to stdout with (format csv, quote e'\x01', delimiter e'\x02')
