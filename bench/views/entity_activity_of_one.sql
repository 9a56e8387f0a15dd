-- How often somebody is named, acts and is quoted: one of a few thousand articles.
select * from dateline.entity_activity where entity_id = 1000;
