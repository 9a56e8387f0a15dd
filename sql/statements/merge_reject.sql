-- Rejects of the batch; one that this run has kept already is the same, whatever its words. $1 run_id
insert into reject (run_id, source_id, stage, reason, message, url, path, bytes, input, input_base64, digest)
select $1, s.source_id, r.record->>'stage', r.record->>'reason', r.record->>'message', r.record->>'url',
       r.record->>'path', (r.record->>'bytes')::bigint, r.record->>'input', r.record->>'input_base64',
       md5((r.record - 'rejected_at' - 'message')::text)
from stage_record r left join source s on s.name = r.record->>'source'
where r.record->>'type' = 'reject'
order by r.ordinal
on conflict (run_id, digest) do nothing
