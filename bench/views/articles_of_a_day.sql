-- The articles of a day that have some words.
select title, site_name, link from dateline.article_search
where published_at between '2023-11-01' and '2023-11-02' and search @@ websearch_to_tsquery('english', 'troops');
