-- Two programs that migrate wait for each other; until the transaction ends.
select pg_advisory_xact_lock(7310394026178)
