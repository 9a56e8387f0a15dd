-- Where new and changed articles tell events.
copy event_mention (event_mention_id, event_id, article_id, number, sentence_id, trigger_field, trigger_span,
    source_text, source_span, target_text, target_span, date_from, date_span, rule, negated, modality,
    attributed_to_entity_id, confidence, told_cameo, told_plover, told_mode, told_context, told_quad,
    told_goldstein, instrument) from stdin with (format binary)
