-- A run whose stages ended badly before load could say so. $1 run_id, $2 message
update run set status = 'failed', message = $2, finished_at = clock_timestamp()
where run_id = $1 and status = 'running'
