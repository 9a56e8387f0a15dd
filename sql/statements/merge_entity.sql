-- Entities of new and changed articles; what was not known of one before is added, nothing is taken back.
insert into entity as known (id, type, name, wikidata, geonames, iso3166, country, lat, lon, actor_code, roles)
select distinct on (x.item->>'id') x.item->>'id', x.item->>'type', x.item->>'name', x.item->>'wikidata',
       x.item->>'geonames', x.item->>'iso3166', x.item->>'country', (x.item->>'lat')::double precision,
       (x.item->>'lon')::double precision, x.item->>'actor_code',
       array(select jsonb_array_elements_text(coalesce(x.item->'roles', '[]')))
from stage_article s join stage_record r using (ordinal)
cross join jsonb_array_elements(r.record->'entities') with ordinality x (item, number)
where s.change <> 'unchanged'
order by x.item->>'id', s.ordinal, x.number
on conflict (id) do update set
    wikidata = coalesce(known.wikidata, excluded.wikidata),
    geonames = coalesce(known.geonames, excluded.geonames),
    iso3166 = coalesce(known.iso3166, excluded.iso3166),
    country = coalesce(known.country, excluded.country),
    lat = coalesce(known.lat, excluded.lat),
    lon = coalesce(known.lon, excluded.lon),
    actor_code = coalesce(known.actor_code, excluded.actor_code),
    roles = known.roles || array(select unnest(excluded.roles) except select unnest(known.roles) order by 1)
where (known.wikidata is null and excluded.wikidata is not null)
   or (known.geonames is null and excluded.geonames is not null)
   or (known.iso3166 is null and excluded.iso3166 is not null)
   or (known.country is null and excluded.country is not null)
   or (known.lat is null and excluded.lat is not null)
   or (known.actor_code is null and excluded.actor_code is not null)
   or not excluded.roles <@ known.roles
