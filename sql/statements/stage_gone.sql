-- Events that articles about to change told: they go when nobody tells them any more. $1 the articles' keys
insert into stage_gone (event_id)
select distinct event_id from event_mention where article_id = any($1::bigint[])
