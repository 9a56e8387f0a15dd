-- Fills empty tables with :articles synthetic articles, as they would be after five years: for bench/questions.
-- Some entities, kinds of events and sources are much more frequent than others (Zipf); days follow each other.
set session_replication_role = replica;
set synchronous_commit = off;
set maintenance_work_mem = '1GB';
set work_mem = '256MB';
set jit = off;
set search_path = dateline, pg_temp;
select setseed(0.5);

-- A number in [0, 1), the same for the same arguments.
create function pg_temp.pick(number bigint, about integer) returns double precision language sql immutable parallel safe
as $$ select (hashint8extended(number, about) & 4294967295) / 4294967296.0 $$;
-- A rank of 1 to `of`; the first are picked most.
create function pg_temp.zipf(number bigint, about integer, "of" integer) returns integer language sql immutable parallel safe
as $$ select floor(exp(pg_temp.pick(number, about) * ln("of" + 1)))::integer $$;

-- Secondary indexes are built when the rows are there.
create temporary table later as
select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
from pg_index i join pg_class c on c.oid = i.indexrelid
where c.relnamespace = 'dateline'::regnamespace and not i.indisunique
  and not exists (select from pg_constraint k where k.conindid = i.indexrelid);
select format('drop index %s', name) from later \gexec

insert into source (name) select 'outlet-' || n from generate_series(1, 40) n;
insert into run (run_id, started_at, finished_at, status, program_version, contract_version)
select 'night-' || n, '2019-01-01 02:00Z'::timestamptz + n * interval '1 day', '2019-01-01 03:00Z'::timestamptz + n * interval '1 day',
       'complete', '1', 1
from generate_series(0, 1825) n;
insert into run_source select run_id, source_id, 14, 0, 80, 1 from run, source;

insert into entity (id, type, name, country, actor_code, lat, lon)
select 'entity:' || n, t.type, case when n <= 250 then 'Country ' else 'Name ' end || n, t.country,
       t.country || (array['', 'GOV', 'MIL', 'COP', 'OPP', 'REB', 'BUS', 'CVL'])[case when n <= 250 then 1 else 1 + n % 8 end],
       case when t.type = 'LOC' then pg_temp.pick(n, 1) * 120 - 60 end, case when t.type = 'LOC' then pg_temp.pick(n, 2) * 360 - 180 end
from generate_series(1, 200000) n,
     lateral (select case when n <= 250 then 'LOC' else (array['PERSON', 'PERSON', 'ORG', 'LOC', 'NORP'])[1 + n % 5] end as type,
                     case when (case when n <= 250 then n else pg_temp.zipf(n, 3, 250) end) = 40 then 'IRQ'
                     else (select string_agg(chr(65 + (pg_temp.pick((case when n <= 250 then n else pg_temp.zipf(n, 3, 250) end), 10 + k) * 26)::integer % 26), '')
                           from generate_series(1, 3) k) end as country) t;
insert into entity_alias select entity_id, 'The ' || name from entity;

create temporary table word as
select n, case n when 700 then 'iraq' when 500 then 'troops' when 300 then 'ceasefire'
          else (select string_agg(substr('aeioubcdfgklmnprst', 1 + (pg_temp.pick(n, 20 + k) * 18)::integer % 18, 1), '') from generate_series(1, 3 + n % 7) k) end as word
from generate_series(1, 30000) n;
create temporary table pool as
select s as pool_id, string_agg(w.word, ' ' order by k) || '.' as text
from generate_series(1, 50000) s, generate_series(1, 18) k, lateral (select pg_temp.zipf(s * 18 + k, 5, 30000) as n) z join word w using (n)
group by s;
create index on pool (pool_id);
analyze pool;

insert into article (id, source_id, run_id, url, title, authors, language, published_at, published_day, published_precision,
                     fetched_at, body, content_hash)
select 'article:' || a, pg_temp.zipf(a, 6, 40), 'night-' || (a * 1825 / :articles), 'https://example.org/' || a, min(p.text), '{A. Reporter}', 'en',
       d.at, d.at::date, 'minute', d.at, string_agg(p.text, ' ' order by k), md5(a::text)
from (select a, k, 1 + (pg_temp.pick(a * 8 + k, 7) * 50000)::integer % 50000 as pool_id
      from generate_series(1, :articles) a, generate_series(1, 8) k) x
join pool p using (pool_id), lateral (select '2019-01-01 06:00Z'::timestamptz + a * (interval '1825 days' / :articles) as at) d
group by a, d.at order by a;
insert into article_revision (article_id, revision, run_id, title, authors, published_at, body, content_hash, replaced_at)
select article_id, 1, run_id, title, authors, published_at, body, 'before', fetched_at + interval '1 day' from article where article_id % 50 = 0;

insert into sentence (article_id, number, field, span, text)
select a.article_id, k - 1, 'body', int4range(k * 120, k * 120 + 119), p.text
from article a, generate_series(1, 8) k, pool p
where p.pool_id = 1 + (pg_temp.pick((regexp_replace(a.id, 'article:', ''))::bigint * 8 + k, 7) * 50000)::integer % 50000
order by a.article_id, k;
insert into mention (article_id, entity_id, sentence_id, field, span, text, kind)
select a, pg_temp.zipf(a * 6 + k % 6, 8, 200000), (a - 1) * 8 + 1 + k / 2, 'body', int4range(k * 60, k * 60 + 9), 'Name of it', 'name'
from generate_series(1, :articles) a, generate_series(0, 14) k;
insert into date_mention (article_id, sentence_id, field, span, text, value, kind, days)
select article_id, (article_id - 1) * 8 + 1 + k, 'body', int4range(k * 120, k * 120 + 9), 'on Friday', (published_day - k)::text, 'date',
       daterange(published_day - k, published_day - k + 1)
from article, generate_series(0, 2) k;
insert into quantity (article_id, sentence_id, field, span, text, value, what, approximate)
select a, (a - 1) * 8 + 1 + k, 'body', int4range(k * 120, k * 120 + 9), 'so many', pg_temp.zipf(a + k, 9, 1000),
       coalesce((array['percent', 'people', 'year', 'killed', 'dollar', 'month', 'wounded', 'vote', 'troops'])[pg_temp.zipf(a * 2 + k, 11, 5000)], 'noun-' || pg_temp.zipf(a * 2 + k, 11, 5000)), false
from generate_series(1, :articles) a, generate_series(0, 1) k;
insert into quote (article_id, sentence_id, field, span, text, speaker_entity_id, verb, direct)
select a, (a - 1) * 8 + 2 + k, 'body', int4range(k * 120, k * 120 + 60), 'so it was said by them', pg_temp.zipf(a * 6 + k, 8, 200000), 'said', k = 0
from generate_series(1, :articles) a, generate_series(0, 1) k;

insert into event (event_id, id, cameo, root, plover, quad, goldstein, source_entity_id, source_code, target_entity_id, target_code,
                   date, date_precision, days, location_entity_id)
overriding system value
select n, 'event:' || n, r.root || '0', r.root, 'PLOVER-' || r.root, case when r.root <= '05' then 1 when r.root <= '08' then 2 when r.root <= '13' then 3 else 4 end,
       r.rank % 10, s.entity_id, s.actor_code, t.entity_id, t.actor_code, a.published_day::text, 'day',
       daterange(a.published_day, a.published_day + 1), case when n % 3 = 0 then 1 + n % 250 end
from generate_series(1, :articles * 3) n
join article a on a.article_id = (n - 1) / 3 + 1
join entity s on s.entity_id = pg_temp.zipf(a.article_id * 6 + n % 3, 8, 200000)
left join entity t on t.entity_id = pg_temp.zipf(a.article_id * 6 + 3 + n % 3, 8, 200000) and n % 4 <> 0,
     lateral (select pg_temp.zipf(n, 12, 20) as rank, lpad(pg_temp.zipf(n, 12, 20)::text, 2, '0') as root) r
where n % 5 <> 0;
insert into event_mention (event_mention_id, event_id, article_id, number, sentence_id, trigger_field, trigger_span, date_from, rule, negated, modality,
                           attributed_to_entity_id, confidence)
overriding system value
select n, case when n % 5 <> 0 then n else greatest(n - 1 - 5 * (pg_temp.pick(n, 13) * 40)::integer, 1) end, (n - 1) / 3 + 1, (n - 1) % 3,
       (n - 1) / 3 * 8 + 1 + (n - 1) % 3 * 2, 'body', int4range(10, 20), 'published', 'rule-' || pg_temp.zipf(n, 14, 300), n % 50 = 0,
       case when n % 10 = 0 then 'planned' else 'actual' end, case when n % 3 = 0 then pg_temp.zipf((n / 3) * 6, 8, 200000) end,
       0.3 + 0.7 * pg_temp.pick(n, 15)
from generate_series(1, :articles * 3) n;
insert into event_quantity select event_mention_id, case when event_mention_id % 3 = 0 then 'wounded' else 'killed' end, 1 + event_mention_id % 40
from event_mention where event_mention_id % 25 = 0;
insert into reject (run_id, source_id, stage, reason, message, url, digest)
select run_id, source_id, 'extract', (array['http_404', 'paywall_stub', 'no_article'])[1 + source_id % 3], 'not found', 'https://example.org/x', md5(source_id::text)
from run_source where source_id % 4 = 0;

select definition from later \gexec
select setval(pg_get_serial_sequence('dateline.event', 'event_id'), (select max(event_id) from event)),
       setval(pg_get_serial_sequence('dateline.event_mention', 'event_mention_id'), (select max(event_mention_id) from event_mention));
vacuum (analyze);
