-- Sentences of new and changed articles.
copy sentence (sentence_id, article_id, number, field, span, text) from stdin with (format binary)
