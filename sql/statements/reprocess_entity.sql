-- Entities of articles whose rows are made again: what is known of one now counts; offices are added. $1 the variant:
-- what several articles say of one entity comes in their order, one after the other.
insert into entity as known (id, type, name, wikidata, geonames, iso3166, country, lat, lon, admin, admin_code,
                             actor_code, roles)
select id, type, name, wikidata, geonames, iso3166, country, lat, lon, admin, admin_code, actor_code, roles
from stage_entity where variant = $1::integer and type is not null
order by id
on conflict (id) do update set
    type = excluded.type,
    name = excluded.name,
    wikidata = coalesce(excluded.wikidata, known.wikidata),
    geonames = coalesce(excluded.geonames, known.geonames),
    iso3166 = coalesce(excluded.iso3166, known.iso3166),
    country = coalesce(excluded.country, known.country),
    lat = coalesce(excluded.lat, known.lat),
    lon = coalesce(excluded.lon, known.lon),
    admin = coalesce(excluded.admin, known.admin),
    admin_code = coalesce(excluded.admin_code, known.admin_code),
    actor_code = coalesce(excluded.actor_code, known.actor_code),
    roles = known.roles || array(select unnest(excluded.roles) except select unnest(known.roles) order by 1)
where (excluded.type, excluded.name) is distinct from (known.type, known.name)
   or excluded.wikidata <> known.wikidata or (known.wikidata is null and excluded.wikidata is not null)
   or excluded.geonames <> known.geonames or (known.geonames is null and excluded.geonames is not null)
   or excluded.iso3166 <> known.iso3166 or (known.iso3166 is null and excluded.iso3166 is not null)
   or excluded.country <> known.country or (known.country is null and excluded.country is not null)
   or excluded.lat <> known.lat or (known.lat is null and excluded.lat is not null)
   or excluded.lon <> known.lon
   or excluded.admin <> known.admin or (known.admin is null and excluded.admin is not null)
   or excluded.admin_code <> known.admin_code or (known.admin_code is null and excluded.admin_code is not null)
   or excluded.actor_code <> known.actor_code or (known.actor_code is null and excluded.actor_code is not null)
   or not excluded.roles <@ known.roles
