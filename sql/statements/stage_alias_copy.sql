-- Names by which articles call entities.
copy stage_alias (entity_id, alias) from stdin with (format binary)
