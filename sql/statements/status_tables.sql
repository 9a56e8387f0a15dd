-- How many rows the tables that people ask have.
select (select count(*) from run) as runs, (select count(*) from article) as articles,
       (select count(*) from article_revision) as revisions, (select count(*) from entity) as entities,
       (select count(*) from mention) as mentions, (select count(*) from event) as events,
       (select count(*) from event_mention) as event_mentions, (select count(*) from quote) as quotes,
       (select count(*) from quantity) as quantities, (select count(*) from reject) as rejects
