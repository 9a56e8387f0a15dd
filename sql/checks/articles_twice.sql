-- canonical URLs that several articles have
select canonical_url, count(*) as articles from article
where canonical_url is not null group by canonical_url having count(*) > 1
order by count(*) desc, canonical_url
