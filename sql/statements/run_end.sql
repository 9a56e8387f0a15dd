-- $1 run_id, $2 status, $3 message
update run set status = $2, message = $3, finished_at = clock_timestamp()
where run_id = $1 and (status, message) is distinct from ($2, $3)
