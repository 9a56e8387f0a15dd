-- mentions whose words are not those that stand at their place
select m.mention_id, m.article_id, m.text,
       substr(case m.field when 'title' then a.title else a.body end, lower(m.span) + 1,
              upper(m.span) - lower(m.span)) as stands_there
from mention m join article a using (article_id)
where m.text <> substr(case m.field when 'title' then a.title else a.body end, lower(m.span) + 1,
                       upper(m.span) - lower(m.span))
order by m.mention_id
