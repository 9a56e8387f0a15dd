-- Events that nobody told before.
copy event (event_id, id, cameo, root, plover, mode, context, quad, goldstein, source_entity_id, source_code, target_entity_id,
    target_code, date, date_precision, days, location_entity_id, family, combined_confidence) from stdin with (format binary)
