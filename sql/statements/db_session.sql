-- How each session is set: UTC, and our schema first.
select set_config('search_path', 'dateline, pg_temp', false), set_config('timezone', 'UTC', false)
