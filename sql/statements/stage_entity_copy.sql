-- Entities whose keys, or new facts, are wanted. Without a type: only the key.
copy stage_entity (number, variant, id, type, name, wikidata, geonames, iso3166, country, lat, lon, admin, admin_code,
    actor_code, roles)
from stdin with (format binary)
