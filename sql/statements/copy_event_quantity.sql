-- Numbers that belong to the events of new and changed articles.
copy event_quantity (event_mention_id, what, value, value_max, comparison) from stdin with (format binary)
