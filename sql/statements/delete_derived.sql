-- Rows that came from the text of articles about to change.
with changed as materialized (select article_id from stage_article where change = 'changed'),
    m as (delete from mention where article_id in (select article_id from changed)),
    d as (delete from date_mention where article_id in (select article_id from changed)),
    q as (delete from quantity where article_id in (select article_id from changed)),
    u as (delete from quote where article_id in (select article_id from changed)),
    e as (delete from event_mention where article_id in (select article_id from changed))
delete from sentence where article_id in (select article_id from changed)
