-- State and reject records of the batch, in the order of the stream.
copy stage_record (ordinal, record) from stdin with (format binary)
