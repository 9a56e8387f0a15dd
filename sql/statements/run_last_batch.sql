-- The newest batch of the run that was committed. $1 run_id
select last_batch from run where run_id = $1
