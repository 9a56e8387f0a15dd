-- Quantities of new and changed articles.
copy quantity (article_id, sentence_id, field, span, text, value, value_max, unit, what, noun,
    comparison, approximate)
from stdin with (format binary)
