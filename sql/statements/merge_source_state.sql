-- How far sources were read: the last word of the batch for each key. $1 run_id
insert into source_state as known (source_id, key, data, run_id)
select distinct on (s.source_id, r.record->>'key') s.source_id, r.record->>'key', r.record->'data', $1
from stage_record r join source s on s.name = r.record->>'source'
where r.record->>'type' = 'state'
order by s.source_id, r.record->>'key', r.ordinal desc
on conflict (source_id, key) do update
    set data = excluded.data, run_id = excluded.run_id, updated_at = now()
where known.data <> excluded.data
