-- What each source gave. $1 run_id, $2 keys of sources, how many articles were $3 new, $4 changed, $5 unchanged, and
-- $6 how many records were rejected
insert into run_source as so_far (run_id, source_id, articles_new, articles_changed, articles_unchanged, rejected)
select $1, * from unnest($2::bigint[], $3::integer[], $4::integer[], $5::integer[], $6::integer[])
on conflict (run_id, source_id) do update set
    articles_new = so_far.articles_new + excluded.articles_new,
    articles_changed = so_far.articles_changed + excluded.articles_changed,
    articles_unchanged = so_far.articles_unchanged + excluded.articles_unchanged,
    rejected = so_far.rejected + excluded.rejected
