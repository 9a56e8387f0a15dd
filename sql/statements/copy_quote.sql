-- Quotes of new and changed articles.
copy quote (article_id, sentence_id, field, span, text, speaker_entity_id, speaker_text, verb, direct)
from stdin with (format binary)
