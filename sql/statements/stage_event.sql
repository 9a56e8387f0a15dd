-- Events that articles about to change told: they go when nobody tells them any more.
insert into stage_event (event_id)
select distinct m.event_id from event_mention m
join stage_article s using (article_id)
where s.change = 'changed'
