-- A batch: its records, in the order of the stream.
copy stage_record (ordinal, record) from stdin
