-- Which articles of the batch are new, changed or unchanged; of two with one id the later counts.
insert into stage_article (ordinal, id, article_id, change)
select distinct on (r.record->>'id') r.ordinal, r.record->>'id', a.article_id,
       case when a.article_id is null then 'new'
            when a.content_hash = r.record->>'content_hash' then 'unchanged'
            else 'changed' end
from stage_record r
left join article a on a.id = r.record->>'id'
where r.record->>'type' = 'article'
order by r.record->>'id', r.ordinal desc
