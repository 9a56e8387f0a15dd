-- $1 run_id, $2 started_at, $3 program_version, $4 contract_version, $5 config_digest
insert into run (run_id, started_at, program_version, contract_version, config_digest)
values ($1, $2::timestamptz, $3, $4::integer, $5)
on conflict (run_id) do nothing
