-- What each source gave. $1 run_id
insert into run_source as so_far (run_id, source_id, articles_new, articles_changed, articles_unchanged, rejected)
select $1, s.source_id, count(*) filter (where a.change = 'new'), count(*) filter (where a.change = 'changed'),
       count(*) filter (where a.change = 'unchanged'),
       count(*) filter (where r.record->>'type' = 'reject')
from stage_record r
join source s on s.name = r.record->>'source'
left join stage_article a using (ordinal)
where r.record->>'type' in ('article', 'reject', 'state')
group by s.source_id
on conflict (run_id, source_id) do update set
    articles_new = so_far.articles_new + excluded.articles_new,
    articles_changed = so_far.articles_changed + excluded.articles_changed,
    articles_unchanged = so_far.articles_unchanged + excluded.articles_unchanged,
    rejected = so_far.rejected + excluded.rejected
