-- t if this session holds the lock of the job: one load a database.
select pg_try_advisory_lock(7310394026177)
