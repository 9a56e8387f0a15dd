-- Where a batch waits for its merge; seen by this session only, empty after each transaction.
create temporary table if not exists stage_record (
    ordinal integer primary key,
    record jsonb not null
) on commit delete rows;
-- Read many times in one transaction: not worth compressing.
alter table stage_record alter column record set storage external;
create temporary table if not exists stage_article (
    ordinal integer primary key,
    id text not null unique,
    article_id bigint,
    change text not null
) on commit delete rows;
create temporary table if not exists stage_event (
    event_id bigint primary key
) on commit delete rows;
create temporary table if not exists stage_correction (
    ordinal integer not null,
    id text not null,
    words text not null,
    becomes text not null,
    primary key (ordinal, id, words)
) on commit delete rows
