-- How each session is set: UTC, our schema first, and no just-in-time compilation, which takes seconds where
-- merges take milliseconds.
select set_config('search_path', 'dateline, pg_temp', false), set_config('timezone', 'UTC', false),
       set_config('jit', 'off', false)
