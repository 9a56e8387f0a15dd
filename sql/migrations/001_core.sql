-- Tables of Dateline. Runs as it is in psql, once; `dateline db migrate` records it in dateline.migration.
-- Names follow the record contract (config/schema/record.json). `id` is the record's own, stable id; the
-- bigint NAME_id is the key inside this database. A `span` is a range of Unicode code points of `field`.

create schema if not exists dateline;
comment on schema dateline is 'News articles and what they say: who did what to whom, when, where, and who says so';

create table dateline.run (
    run_id text primary key check (length(run_id) between 1 and 64),
    started_at timestamptz not null,
    finished_at timestamptz,
    status text not null default 'running' check (status in ('running', 'complete', 'incomplete', 'failed')),
    program_version text not null,
    contract_version integer not null,
    config_digest text,
    message text,
    last_batch text
);
create index run_started_at on dateline.run (started_at desc);

create table dateline.source (
    source_id bigint generated always as identity primary key,
    name text not null unique check (name <> '')
);

create table dateline.run_source (
    run_id text not null references dateline.run,
    source_id bigint not null references dateline.source,
    articles_new integer not null default 0 check (articles_new >= 0),
    articles_changed integer not null default 0 check (articles_changed >= 0),
    articles_unchanged integer not null default 0 check (articles_unchanged >= 0),
    rejected integer not null default 0 check (rejected >= 0),
    primary key (run_id, source_id)
);

create table dateline.source_state (
    source_id bigint not null references dateline.source,
    key text not null,
    data jsonb not null,
    run_id text not null references dateline.run,
    updated_at timestamptz not null default now(),
    primary key (source_id, key)
);

create table dateline.article (
    article_id bigint generated always as identity primary key,
    id text not null unique,
    source_id bigint not null references dateline.source,
    run_id text not null references dateline.run,
    url text,
    canonical_url text,
    site_name text,
    title text,
    authors text[] not null default '{}',
    section text,
    tags text[] not null default '{}',
    language text,
    published_at timestamptz,
    published_day date,
    published_precision text check (published_precision in ('second', 'minute', 'day', 'month')),
    published_zone text check (published_zone = 'assumed'),
    modified_at timestamptz,
    fetched_at timestamptz,
    image_url text,
    body text not null,
    disclaimer text,
    related text[] not null default '{}',
    content_hash text not null,
    path text,
    http_status integer,
    http_etag text,
    http_last_modified text,
    http_final_url text,
    extraction_method text,
    extraction_score double precision,
    revision integer not null default 1 check (revision >= 1),
    extra jsonb not null default '{}',
    search tsvector generated always as (
        case when language like 'en%' or language is null
             then to_tsvector('english'::regconfig, coalesce(title, '') || ' ' || left(body, 100000))
             else to_tsvector('simple'::regconfig, coalesce(title, '') || ' ' || left(body, 100000)) end
    ) stored
);
create index article_published_at on dateline.article (published_at);
create index article_source on dateline.article (source_id);
create index article_run on dateline.article (run_id);
create index article_text on dateline.article using gin (search);

create table dateline.article_revision (
    article_id bigint not null references dateline.article,
    revision integer not null check (revision >= 1),
    run_id text not null references dateline.run,
    title text,
    authors text[] not null,
    published_at timestamptz,
    modified_at timestamptz,
    fetched_at timestamptz,
    body text not null,
    content_hash text not null,
    replaced_at timestamptz not null default now(),
    primary key (article_id, revision)
);

create table dateline.sentence (
    sentence_id bigint generated always as identity primary key,
    article_id bigint not null references dateline.article,
    number integer not null check (number >= 0),
    field text not null check (field in ('title', 'body')),
    span int4range not null,
    text text not null,
    unique (article_id, number)
);

create table dateline.entity (
    entity_id bigint generated always as identity primary key,
    id text not null unique,
    type text not null check (type in ('PERSON', 'ORG', 'LOC', 'NORP', 'EVENT', 'FACILITY', 'PRODUCT')),
    name text not null,
    wikidata text check (wikidata ~ '^Q[1-9][0-9]*$'),
    geonames text,
    iso3166 text,
    country text check (country ~ '^[A-Z]{3}$'),
    lat double precision check (lat between -90 and 90),
    lon double precision check (lon between -180 and 180),
    actor_code text,
    roles text[] not null default '{}'
);
create index entity_name on dateline.entity (lower(name));
create index entity_actor_code on dateline.entity (actor_code);

create table dateline.entity_alias (
    entity_id bigint not null references dateline.entity,
    alias text not null,
    primary key (entity_id, alias)
);
create index entity_alias_alias on dateline.entity_alias (lower(alias));

create table dateline.mention (
    mention_id bigint generated always as identity primary key,
    article_id bigint not null references dateline.article,
    entity_id bigint not null references dateline.entity,
    sentence_id bigint references dateline.sentence,
    field text not null check (field in ('title', 'body')),
    span int4range not null,
    text text not null,
    kind text not null check (kind in ('name', 'alias', 'pronoun', 'nominal')),
    unique (article_id, entity_id, field, span)
);
create index mention_entity on dateline.mention (entity_id);
create index mention_sentence on dateline.mention (sentence_id);

create table dateline.date_mention (
    date_mention_id bigint generated always as identity primary key,
    article_id bigint not null references dateline.article,
    sentence_id bigint references dateline.sentence,
    field text not null check (field in ('title', 'body')),
    span int4range not null,
    text text not null,
    value text,
    kind text not null check (kind in ('date', 'time', 'duration', 'set')),
    days daterange
);
create index date_mention_article on dateline.date_mention (article_id);
create index date_mention_sentence on dateline.date_mention (sentence_id);
create index date_mention_days on dateline.date_mention using gist (days);

create table dateline.quantity (
    quantity_id bigint generated always as identity primary key,
    article_id bigint not null references dateline.article,
    sentence_id bigint references dateline.sentence,
    field text not null check (field in ('title', 'body')),
    span int4range not null,
    text text not null,
    value double precision not null,
    unit text,
    what text,
    approximate boolean not null
);
create index quantity_article on dateline.quantity (article_id);
create index quantity_sentence on dateline.quantity (sentence_id);
create index quantity_what on dateline.quantity (what);

create table dateline.quote (
    quote_id bigint generated always as identity primary key,
    article_id bigint not null references dateline.article,
    sentence_id bigint references dateline.sentence,
    field text not null check (field in ('title', 'body')),
    span int4range not null,
    text text not null,
    speaker_entity_id bigint references dateline.entity,
    verb text,
    direct boolean not null
);
create index quote_article on dateline.quote (article_id);
create index quote_sentence on dateline.quote (sentence_id);
create index quote_speaker on dateline.quote (speaker_entity_id);

create table dateline.event (
    event_id bigint generated always as identity primary key,
    id text not null unique,
    cameo text not null check (cameo ~ '^[0-9]{2,4}$'),
    root text not null check (root ~ '^(0[1-9]|1[0-9]|20)$'),
    plover text not null,
    mode text,
    quad smallint not null check (quad between 1 and 4),
    goldstein numeric(4, 1) not null check (goldstein between -10 and 10),
    source_entity_id bigint references dateline.entity,
    source_code text check (source_code ~ '^[A-Z]{3}'),
    target_entity_id bigint references dateline.entity,
    target_code text check (target_code ~ '^[A-Z]{3}'),
    date text,
    date_precision text,
    days daterange,
    location_entity_id bigint references dateline.entity
);
create index event_days on dateline.event using gist (days);
create index event_root on dateline.event (root);
create index event_source_code on dateline.event (source_code);
create index event_target_code on dateline.event (target_code);
create index event_source_entity on dateline.event (source_entity_id);
create index event_target_entity on dateline.event (target_entity_id);
create index event_location on dateline.event (location_entity_id);

create table dateline.event_mention (
    event_mention_id bigint generated always as identity primary key,
    event_id bigint not null references dateline.event,
    article_id bigint not null references dateline.article,
    number integer not null check (number >= 0),
    sentence_id bigint references dateline.sentence,
    trigger_field text not null check (trigger_field in ('title', 'body')),
    trigger_span int4range not null,
    source_text text,
    source_span int4range,
    target_text text,
    target_span int4range,
    date_from text check (date_from in ('text', 'published')),
    date_span int4range,
    rule text not null,
    negated boolean not null,
    modality text not null check (modality in ('actual', 'planned', 'hypothetical', 'demanded')),
    attributed_to_entity_id bigint references dateline.entity,
    confidence double precision not null check (confidence between 0 and 1),
    unique (article_id, number)
);
create index event_mention_event on dateline.event_mention (event_id);
create index event_mention_sentence on dateline.event_mention (sentence_id);
create index event_mention_attributed on dateline.event_mention (attributed_to_entity_id);

create table dateline.event_quantity (
    event_mention_id bigint not null references dateline.event_mention on delete cascade,
    what text not null,
    value double precision not null,
    primary key (event_mention_id, what)
);

create table dateline.reject (
    reject_id bigint generated always as identity primary key,
    run_id text not null references dateline.run,
    source_id bigint references dateline.source,
    stage text not null check (stage in ('extract', 'transform', 'load')),
    reason text not null,
    message text not null,
    url text,
    path text,
    bytes bigint,
    input text,
    input_base64 text,
    rejected_at timestamptz not null default now(),
    digest text not null,
    unique (run_id, digest)
);
create index reject_source on dateline.reject (source_id);
create index reject_reason on dateline.reject (reason);

-- The days that an ISO 8601 value covers: 2024-01-06, 2024-01, 2024, 2021-Q4, 2024-W03, 199X, 20XX and
-- start/end. Null for what is no day on the calendar (durations, sets, times without a day).
create function dateline.iso_days(value text) returns daterange
    language plpgsql immutable parallel safe
as $$
declare
    first daterange;
    last daterange;
    day date;
begin
    if value ~ '^\d{4}-\d{2}-\d{2}' then
        day := substr(value, 1, 10)::date;
        if value like '%/%' then
            last := dateline.iso_days(split_part(value, '/', 2));
            if last is null or upper(last) <= day then
                return daterange(day, day + 1);
            end if;
            return daterange(day, upper(last));
        end if;
        return daterange(day, day + 1);
    elsif value like '%/%' then
        first := dateline.iso_days(split_part(value, '/', 1));
        last := dateline.iso_days(split_part(value, '/', 2));
        if first is null or last is null or upper(last) <= lower(first) then
            return null;
        end if;
        return daterange(lower(first), upper(last));
    elsif value ~ '^\d{4}-\d{2}$' then
        day := (value || '-01')::date;
        return daterange(day, (day + interval '1 month')::date);
    elsif value ~ '^\d{4}-W\d{2}$' then
        day := to_date(value, 'IYYY-"W"IW');
        return daterange(day, day + 7);
    elsif value ~ '^\d{4}-Q[1-4]$' then
        day := make_date(substr(value, 1, 4)::int, substr(value, 7, 1)::int * 3 - 2, 1);
        return daterange(day, (day + interval '3 months')::date);
    elsif value ~ '^\d{4}-H[12]$' then
        day := make_date(substr(value, 1, 4)::int, substr(value, 7, 1)::int * 6 - 5, 1);
        return daterange(day, (day + interval '6 months')::date);
    elsif value ~ '^[1-9]\d{3}$' then
        return daterange(make_date(value::int, 1, 1), make_date(value::int + 1, 1, 1));
    elsif value ~ '^[1-9]\d{2}X?$' then
        return daterange(make_date(substr(value, 1, 3)::int * 10, 1, 1),
                         make_date(substr(value, 1, 3)::int * 10 + 10, 1, 1));
    elsif value ~ '^[1-9]\d(XX)?$' then
        return daterange(make_date(substr(value, 1, 2)::int * 100, 1, 1),
                         make_date(substr(value, 1, 2)::int * 100 + 100, 1, 1));
    end if;
    return null;
exception
    when datetime_field_overflow or invalid_datetime_format then
        return null;
end
$$;
comment on function dateline.iso_days(text) is 'The days that an ISO 8601 date value covers, or null';

comment on table dateline.run is 'One nightly run, or one stream that was loaded by hand';
comment on column dateline.run.run_id is 'Name that the run gave itself';
comment on column dateline.run.started_at is 'When extract began';
comment on column dateline.run.finished_at is 'When load ended; null while it runs';
comment on column dateline.run.status is 'running, complete, incomplete (the stream was cut short) or failed';
comment on column dateline.run.program_version is 'Version of the programs';
comment on column dateline.run.contract_version is 'Version of the record contract';
comment on column dateline.run.config_digest is 'SHA-256 of the configuration file';
comment on column dateline.run.message is 'What went wrong, if anything';
comment on column dateline.run.last_batch is 'The newest batch, so that one whose commit went unanswered is not counted twice';

comment on table dateline.source is 'A configured source: a feed, page, file or folder';
comment on column dateline.source.source_id is 'Key in this database';
comment on column dateline.source.name is 'Name in the configuration';

comment on table dateline.run_source is 'What one source gave in one run';
comment on column dateline.run_source.run_id is 'The run';
comment on column dateline.run_source.source_id is 'The source';
comment on column dateline.run_source.articles_new is 'Articles seen for the first time';
comment on column dateline.run_source.articles_changed is 'Articles whose content changed';
comment on column dateline.run_source.articles_unchanged is 'Articles that came again as they were';
comment on column dateline.run_source.rejected is 'Pages or records that could not be used';

comment on table dateline.source_state is 'How far a source has been read; only extract knows what it means';
comment on column dateline.source_state.source_id is 'The source';
comment on column dateline.source_state.key is 'What was read: the URL of a feed or page, the path of a file';
comment on column dateline.source_state.data is 'ETag, Last-Modified, items seen, as extract wrote them';
comment on column dateline.source_state.run_id is 'Run that last changed it';
comment on column dateline.source_state.updated_at is 'When it last changed';

comment on table dateline.article is 'One article as it was last read';
comment on column dateline.article.article_id is 'Key in this database';
comment on column dateline.article.id is 'Stable id: from the canonical URL, else from the content';
comment on column dateline.article.source_id is 'Source that gave it';
comment on column dateline.article.run_id is 'Run that last changed it';
comment on column dateline.article.url is 'Where it was asked for';
comment on column dateline.article.canonical_url is 'The page''s own word for its address';
comment on column dateline.article.site_name is 'The outlet';
comment on column dateline.article.title is 'Headline';
comment on column dateline.article.authors is 'One person each';
comment on column dateline.article.section is 'Section of the outlet';
comment on column dateline.article.tags is 'Keywords that the outlet gave';
comment on column dateline.article.language is 'BCP 47';
comment on column dateline.article.published_at is 'When it was published';
comment on column dateline.article.published_day is 'The day of publication at the outlet, in its own time zone';
comment on column dateline.article.published_precision is 'second, minute, day or month';
comment on column dateline.article.published_zone is 'assumed: the page gave no offset';
comment on column dateline.article.modified_at is 'When the outlet last changed it';
comment on column dateline.article.fetched_at is 'When it was fetched';
comment on column dateline.article.image_url is 'Lead image';
comment on column dateline.article.body is 'Plain text, paragraphs parted by an empty line';
comment on column dateline.article.disclaimer is 'What the outlet says of its text, below it';
comment on column dateline.article.related is 'Headlines that the outlet puts below the text';
comment on column dateline.article.content_hash is 'Hash of what a reader sees; equal means unchanged';
comment on column dateline.article.path is 'Local file that it was read from';
comment on column dateline.article.http_status is 'HTTP status';
comment on column dateline.article.http_etag is 'HTTP ETag';
comment on column dateline.article.http_last_modified is 'HTTP Last-Modified';
comment on column dateline.article.http_final_url is 'URL after redirects';
comment on column dateline.article.extraction_method is 'Which reader found the text';
comment on column dateline.article.extraction_score is 'How sure it was';
comment on column dateline.article.revision is '1, and one more for each change of content';
comment on column dateline.article.extra is 'Fields that the contract does not know, as they came';
comment on column dateline.article.search is 'Full-text index of title and body';

comment on table dateline.article_revision is 'What an article said before it changed';
comment on column dateline.article_revision.article_id is 'The article';
comment on column dateline.article_revision.revision is 'Which version this was';
comment on column dateline.article_revision.run_id is 'Run that had read it';
comment on column dateline.article_revision.title is 'Headline then';
comment on column dateline.article_revision.authors is 'Authors then';
comment on column dateline.article_revision.published_at is 'Publication time then';
comment on column dateline.article_revision.modified_at is 'Time of change then';
comment on column dateline.article_revision.fetched_at is 'When it was fetched';
comment on column dateline.article_revision.body is 'Text then';
comment on column dateline.article_revision.content_hash is 'Hash of that content';
comment on column dateline.article_revision.replaced_at is 'When a newer version took its place';

comment on table dateline.sentence is 'A sentence of an article';
comment on column dateline.sentence.sentence_id is 'Key in this database';
comment on column dateline.sentence.article_id is 'The article';
comment on column dateline.sentence.number is 'Index in the article, the title''s first';
comment on column dateline.sentence.field is 'title or body';
comment on column dateline.sentence.span is 'Code points in that field';
comment on column dateline.sentence.text is 'The sentence';

comment on table dateline.entity is 'A person, organisation, place, group or named event, the same in all articles';
comment on column dateline.entity.entity_id is 'Key in this database';
comment on column dateline.entity.id is 'Stable id: from Wikidata, GeoNames or ISO 3166 where known, else from type and name';
comment on column dateline.entity.type is 'PERSON, ORG, LOC, NORP, EVENT, FACILITY or PRODUCT';
comment on column dateline.entity.name is 'Canonical name';
comment on column dateline.entity.wikidata is 'Wikidata item';
comment on column dateline.entity.geonames is 'GeoNames id';
comment on column dateline.entity.iso3166 is 'ISO 3166 code of a country or subdivision';
comment on column dateline.entity.country is 'ISO 3166-1 alpha-3 code of the country that it belongs to';
comment on column dateline.entity.lat is 'Latitude in degrees';
comment on column dateline.entity.lon is 'Longitude in degrees';
comment on column dateline.entity.actor_code is 'CAMEO actor code';
comment on column dateline.entity.roles is 'Offices held, as articles named them';

comment on table dateline.entity_alias is 'A way in which articles name an entity';
comment on column dateline.entity_alias.entity_id is 'The entity';
comment on column dateline.entity_alias.alias is 'The name used';

comment on table dateline.mention is 'One place in an article that names an entity';
comment on column dateline.mention.mention_id is 'Key in this database';
comment on column dateline.mention.article_id is 'The article';
comment on column dateline.mention.entity_id is 'The entity';
comment on column dateline.mention.sentence_id is 'The sentence';
comment on column dateline.mention.field is 'title or body';
comment on column dateline.mention.span is 'Code points in that field';
comment on column dateline.mention.text is 'The words used';
comment on column dateline.mention.kind is 'name, alias, pronoun or nominal';

comment on table dateline.date_mention is 'A date, time, duration or set in an article';
comment on column dateline.date_mention.date_mention_id is 'Key in this database';
comment on column dateline.date_mention.article_id is 'The article';
comment on column dateline.date_mention.sentence_id is 'The sentence';
comment on column dateline.date_mention.field is 'title or body';
comment on column dateline.date_mention.span is 'Code points in that field';
comment on column dateline.date_mention.text is 'The words used';
comment on column dateline.date_mention.value is 'ISO 8601 value';
comment on column dateline.date_mention.kind is 'date, time, duration or set';
comment on column dateline.date_mention.days is 'Days that the value covers';

comment on table dateline.quantity is 'A number and what it counts';
comment on column dateline.quantity.quantity_id is 'Key in this database';
comment on column dateline.quantity.article_id is 'The article';
comment on column dateline.quantity.sentence_id is 'The sentence';
comment on column dateline.quantity.field is 'title or body';
comment on column dateline.quantity.span is 'Code points in that field';
comment on column dateline.quantity.text is 'The words used';
comment on column dateline.quantity.value is 'The number';
comment on column dateline.quantity.unit is 'Unit of measure or currency';
comment on column dateline.quantity.what is 'What is counted';
comment on column dateline.quantity.approximate is 'The text says about, nearly, more than ...';

comment on table dateline.quote is 'What somebody said';
comment on column dateline.quote.quote_id is 'Key in this database';
comment on column dateline.quote.article_id is 'The article';
comment on column dateline.quote.sentence_id is 'The sentence';
comment on column dateline.quote.field is 'title or body';
comment on column dateline.quote.span is 'Code points in that field';
comment on column dateline.quote.text is 'The words';
comment on column dateline.quote.speaker_entity_id is 'Who said it';
comment on column dateline.quote.verb is 'Verb of speech';
comment on column dateline.quote.direct is 'In quotation marks';

comment on table dateline.event is 'One real-world event: same day, parties, code and place';
comment on column dateline.event.event_id is 'Key in this database';
comment on column dateline.event.id is 'Stable id: from day, parties, code and place';
comment on column dateline.event.cameo is 'CAMEO event code';
comment on column dateline.event.root is 'First two digits of the CAMEO code';
comment on column dateline.event.plover is 'PLOVER event type';
comment on column dateline.event.mode is 'PLOVER mode';
comment on column dateline.event.quad is '1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict';
comment on column dateline.event.goldstein is 'Goldstein scale, -10 to 10';
comment on column dateline.event.source_entity_id is 'Who did it';
comment on column dateline.event.source_code is 'CAMEO actor code of who did it';
comment on column dateline.event.target_entity_id is 'To whom';
comment on column dateline.event.target_code is 'CAMEO actor code of to whom';
comment on column dateline.event.date is 'ISO 8601 value of when';
comment on column dateline.event.date_precision is 'day, week, month, ...';
comment on column dateline.event.days is 'Days that the value covers';
comment on column dateline.event.location_entity_id is 'Where';

comment on table dateline.event_mention is 'One sentence of an article that tells an event';
comment on column dateline.event_mention.event_mention_id is 'Key in this database';
comment on column dateline.event_mention.event_id is 'The event';
comment on column dateline.event_mention.article_id is 'The article';
comment on column dateline.event_mention.number is 'Index among the article''s events';
comment on column dateline.event_mention.sentence_id is 'The sentence';
comment on column dateline.event_mention.trigger_field is 'title or body';
comment on column dateline.event_mention.trigger_span is 'Code points of the words that told the event';
comment on column dateline.event_mention.source_text is 'Words for who did it';
comment on column dateline.event_mention.source_span is 'Code points of these words';
comment on column dateline.event_mention.target_text is 'Words for to whom';
comment on column dateline.event_mention.target_span is 'Code points of these words';
comment on column dateline.event_mention.date_from is 'text: a date in the sentence; published: the publication date';
comment on column dateline.event_mention.date_span is 'Code points of the date';
comment on column dateline.event_mention.rule is 'Dictionary rule that fired';
comment on column dateline.event_mention.negated is 'The sentence says that it did not happen';
comment on column dateline.event_mention.modality is 'actual, planned, hypothetical or demanded';
comment on column dateline.event_mention.attributed_to_entity_id is 'Who says so';
comment on column dateline.event_mention.confidence is '0 to 1';

comment on table dateline.event_quantity is 'A number that belongs to an event, such as how many were killed';
comment on column dateline.event_quantity.event_mention_id is 'Where the event is told';
comment on column dateline.event_quantity.what is 'What is counted';
comment on column dateline.event_quantity.value is 'The number';

comment on table dateline.reject is 'A page or record that could not be used, and why';
comment on column dateline.reject.reject_id is 'Key in this database';
comment on column dateline.reject.run_id is 'The run';
comment on column dateline.reject.source_id is 'The source, where known';
comment on column dateline.reject.stage is 'extract, transform or load';
comment on column dateline.reject.reason is 'Short code';
comment on column dateline.reject.message is 'What, where and what to do';
comment on column dateline.reject.url is 'URL of the page';
comment on column dateline.reject.path is 'Path of the file';
comment on column dateline.reject.bytes is 'Size of the input';
comment on column dateline.reject.input is 'The input, or its beginning';
comment on column dateline.reject.input_base64 is 'The same, where it is not UTF-8';
comment on column dateline.reject.rejected_at is 'When';
comment on column dateline.reject.digest is 'Tells the same reject of one run from another';
