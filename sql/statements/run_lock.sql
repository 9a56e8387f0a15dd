-- t if this session holds the lock of the nightly run, and no load is at work. The one of loads is only tried.
select pg_try_advisory_lock(7310394026179) and
    case when pg_try_advisory_lock(7310394026177) then pg_advisory_unlock(7310394026177) else false end
