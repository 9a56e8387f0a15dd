-- Numbers that belong to the events of new and changed articles.
copy event_quantity (event_mention_id, what, value) from stdin with (format binary)
