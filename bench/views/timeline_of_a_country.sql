-- The newest that was done to a country's government.
select date, source, plover, sentence from dateline.timeline where target_code = 'IRQGOV' order by day desc limit 20;
