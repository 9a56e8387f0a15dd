-- Events in the columns of GDELT 2.0, as far as they apply, for those whose tools read that.

create view dateline.export_gdelt as
select e.event_id as globaleventid, to_char(lower(e.days), 'YYYYMMDD')::integer as sqldate,
       to_char(lower(e.days), 'YYYYMM')::integer as monthyear, extract(year from lower(e.days))::integer as year,
       round((extract(year from lower(e.days)) + extract(doy from lower(e.days)) / 365)::numeric, 4) as fractiondate,
       e.source_code as actor1code, upper(source.name) as actor1name, left(e.source_code, 3) as actor1countrycode,
       nullif(substr(e.source_code, 4, 3), '') as actor1type1code,
       e.target_code as actor2code, upper(target.name) as actor2name, left(e.target_code, 3) as actor2countrycode,
       nullif(substr(e.target_code, 4, 3), '') as actor2type1code,
       (m.first_sentence <= 1)::integer as isrootevent, e.cameo as eventcode, left(e.cameo, 3) as eventbasecode,
       e.root as eventrootcode, e.quad as quadclass, e.goldstein as goldsteinscale, m.mentions as nummentions,
       e.sources as numsources, m.articles as numarticles,
       case when place.entity_id is null then 0 when length(place.iso3166) = 2 then 1 else 4 end as actiongeo_type,
       place.name as actiongeo_fullname, place.country as actiongeo_countrycode, place.admin_code as actiongeo_adm1code,
       place.lat as actiongeo_lat, place.lon as actiongeo_long, place.geonames as actiongeo_featureid,
       to_char(m.added at time zone 'UTC', 'YYYYMMDDHH24MISS')::bigint as dateadded, m.link as sourceurl
from dateline.event e
cross join lateral (
    select count(*) as mentions, count(distinct m.article_id) as articles, min(s.number) as first_sentence,
           min(r.started_at) as added,
           (array_agg(coalesce(a.canonical_url, a.url, a.path) order by a.published_at, a.article_id))[1] as link
    from dateline.event_mention m
    join dateline.article a using (article_id)
    join dateline.run r using (run_id)
    left join dateline.sentence s using (sentence_id)
    where m.event_id = e.event_id and not m.negated and m.modality = 'actual'
    having count(*) > 0) m
left join dateline.entity source on source.entity_id = e.source_entity_id
left join dateline.entity target on target.entity_id = e.target_entity_id
left join dateline.entity place on place.entity_id = e.location_entity_id;
comment on view dateline.export_gdelt is
    'Events that happened, in the columns of GDELT 2.0 that apply; countries are ISO 3166-1 alpha-3, not FIPS';
comment on column dateline.export_gdelt.globaleventid is 'Key of the event in this database';
comment on column dateline.export_gdelt.sqldate is 'The first of its days, YYYYMMDD';
comment on column dateline.export_gdelt.monthyear is 'YYYYMM';
comment on column dateline.export_gdelt.year is 'YYYY';
comment on column dateline.export_gdelt.fractiondate is 'The year, and the part of it that has passed';
comment on column dateline.export_gdelt.actor1code is 'CAMEO actor code of who did it';
comment on column dateline.export_gdelt.actor1name is 'Its name, in capitals';
comment on column dateline.export_gdelt.actor1countrycode is 'The first three letters of the code';
comment on column dateline.export_gdelt.actor1type1code is 'The role in the code';
comment on column dateline.export_gdelt.actor2code is 'CAMEO actor code of whom it was done to';
comment on column dateline.export_gdelt.actor2name is 'Its name, in capitals';
comment on column dateline.export_gdelt.actor2countrycode is 'The first three letters of the code';
comment on column dateline.export_gdelt.actor2type1code is 'The role in the code';
comment on column dateline.export_gdelt.isrootevent is '1: a headline or first sentence tells it';
comment on column dateline.export_gdelt.eventcode is 'CAMEO code';
comment on column dateline.export_gdelt.eventbasecode is 'Its first three digits';
comment on column dateline.export_gdelt.eventrootcode is 'Its first two digits';
comment on column dateline.export_gdelt.quadclass is '1 verbal and 2 material cooperation, 3 verbal and 4 material conflict';
comment on column dateline.export_gdelt.goldsteinscale is 'Goldstein scale, -10 to 10';
comment on column dateline.export_gdelt.nummentions is 'Sentences that tell it';
comment on column dateline.export_gdelt.numsources is 'Outlets that tell it independently';
comment on column dateline.export_gdelt.numarticles is 'Articles that tell it';
comment on column dateline.export_gdelt.actiongeo_type is '0 no place, 1 a country, 4 a place in one';
comment on column dateline.export_gdelt.actiongeo_fullname is 'Where';
comment on column dateline.export_gdelt.actiongeo_countrycode is 'ISO 3166-1 alpha-3';
comment on column dateline.export_gdelt.actiongeo_adm1code is 'First-level administrative area';
comment on column dateline.export_gdelt.actiongeo_lat is 'Latitude in degrees';
comment on column dateline.export_gdelt.actiongeo_long is 'Longitude in degrees';
comment on column dateline.export_gdelt.actiongeo_featureid is 'GeoNames id';
comment on column dateline.export_gdelt.dateadded is 'When the run began that brought it first, YYYYMMDDHHMMSS in UTC';
comment on column dateline.export_gdelt.sourceurl is 'The first article that told it';

do $$
begin
    if exists (select from pg_roles where rolname = 'dateline_writer') then
        grant select on dateline.export_gdelt to dateline_writer;
    end if;
    if exists (select from pg_roles where rolname = 'dateline_reader') then
        grant select on dateline.export_gdelt to dateline_reader;
    end if;
end
$$;
