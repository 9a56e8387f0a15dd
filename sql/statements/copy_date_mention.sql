-- Dates of new and changed articles.
copy date_mention (article_id, sentence_id, field, span, text, value, kind, days, rule) from stdin with (format binary)
