-- Removes some of the articles that are older. $1 a day, $2 how many at most
select delete_articles(array(
    select article_id from article where coalesce(published_at, fetched_at) < $1::timestamptz
    order by article_id limit $2::integer))
