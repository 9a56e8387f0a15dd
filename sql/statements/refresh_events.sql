-- Makes right what events take from all of their mentions. $1 events that were there before, or that several articles tell
select refresh_events(array(select unnest($1::bigint[]) union select event_id from stage_gone))
