-- From which day on is exported. $1 a time, or '' for all
select set_config('dateline.since', $1, false)
