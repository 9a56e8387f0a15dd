-- Entities; what was not known of one before is added, nothing is taken back. $1 the variant: what several articles
-- say of one entity is added in their order, one after the other.
insert into entity as known (id, type, name, wikidata, geonames, iso3166, country, lat, lon, admin, admin_code,
                             actor_code, roles)
select id, type, name, wikidata, geonames, iso3166, country, lat, lon, admin, admin_code, actor_code, roles
from stage_entity where variant = $1::integer and type is not null
order by id
on conflict (id) do update set
    wikidata = coalesce(known.wikidata, excluded.wikidata),
    geonames = coalesce(known.geonames, excluded.geonames),
    iso3166 = coalesce(known.iso3166, excluded.iso3166),
    country = coalesce(known.country, excluded.country),
    lat = coalesce(known.lat, excluded.lat),
    lon = coalesce(known.lon, excluded.lon),
    admin = coalesce(known.admin, excluded.admin),
    admin_code = coalesce(known.admin_code, excluded.admin_code),
    actor_code = coalesce(known.actor_code, excluded.actor_code),
    roles = known.roles || array(select unnest(excluded.roles) except select unnest(known.roles) order by 1)
where (known.wikidata is null and excluded.wikidata is not null)
   or (known.geonames is null and excluded.geonames is not null)
   or (known.iso3166 is null and excluded.iso3166 is not null)
   or (known.country is null and excluded.country is not null)
   or (known.lat is null and excluded.lat is not null)
   or (known.admin is null and excluded.admin is not null)
   or (known.admin_code is null and excluded.admin_code is not null)
   or (known.actor_code is null and excluded.actor_code is not null)
   or not excluded.roles <@ known.roles
