-- All states, as extract --state reads them.
select jsonb_build_object('type', 'state', 'source', s.name, 'key', t.key, 'data', t.data)::text
from source_state t join source s using (source_id)
order by s.name, t.key
