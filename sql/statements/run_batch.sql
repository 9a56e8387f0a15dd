-- Marks the batch as this run's newest. $1 run_id, $2 batch
update run set last_batch = $2 where run_id = $1
