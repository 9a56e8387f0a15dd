-- Runs that ended without a word: whoever holds the job's lock may say so.
update run set status = 'incomplete', finished_at = clock_timestamp(),
    message = 'the load ended without a word; what it had committed stays'
where status = 'running'
