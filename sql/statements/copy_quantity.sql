-- Quantities of new and changed articles.
copy quantity (article_id, sentence_id, field, span, text, value, unit, what, approximate)
from stdin with (format binary)
