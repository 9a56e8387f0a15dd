-- Mentions of new and changed articles.
copy mention (article_id, entity_id, found_entity_id, sentence_id, field, span, text, kind, place_score)
from stdin with (format binary)
