-- runs of the last seven days that did not complete
select run_id, started_at, status, message from run
where status in ('failed', 'incomplete') and started_at > now() - interval '7 days'
order by started_at
