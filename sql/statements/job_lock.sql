-- t if this session holds the lock of the job: one load a database, or several that want to be together. $1 whether
-- this one does
select case when $1::boolean then pg_try_advisory_lock_shared(7310394026177) else pg_try_advisory_lock(7310394026177) end
