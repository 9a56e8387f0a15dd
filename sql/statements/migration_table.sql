-- The history of the schema. Runs before every migration, so it changes nothing when it is there.
create schema if not exists dateline;
create table if not exists dateline.migration (
    number integer primary key check (number > 0),
    name text not null,
    checksum text not null,
    applied_at timestamptz not null default now()
);
comment on table dateline.migration is 'Migrations of this schema that were applied';
comment on column dateline.migration.number is 'Number in the file''s name';
comment on column dateline.migration.name is 'File name in sql/migrations';
comment on column dateline.migration.checksum is 'SHA-256 of the file';
comment on column dateline.migration.applied_at is 'When it was applied';
