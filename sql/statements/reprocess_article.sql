-- What transform told of articles themselves, when their rows were made again.
update article a set
    extra = s.extra,
    transform_version = s.transform_version,
    model_version = s.model_version,
    rules_version = s.rules_version,
    transformed_at = now()
from stage_article s
where a.article_id = s.article_id
