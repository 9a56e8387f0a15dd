-- events told as having happened that are dated more than a day behind their article's day
select m.event_mention_id, e.cameo, e.date, a.published_day, m.rule
from event_mention m join event e using (event_id) join article a using (article_id)
where m.modality = 'actual' and not m.negated and lower(e.days) > a.published_day + 1
order by m.event_mention_id
