-- The newest that somebody did, with the words that tell it.
select date, plover, target, sentence, link from dateline.who_did_what
where event_id in (select event_id from dateline.event where source_entity_id = 1000)
order by event_mention_id desc
limit 20;
