-- Dates of new and changed articles.
copy date_mention (article_id, sentence_id, field, span, text, value, kind, days, modifier, rule) from stdin with (format binary)
