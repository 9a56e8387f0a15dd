#include "transform/analyse.h"

#include <string.h>
#include "common/utf8.h"
#include "transform/date/date.h"
#include "transform/document.h"
#include "transform/document_json.h"
#include "transform/quantity.h"
#include "transform/quote.h"

/* Bytes of a body; what stands behind them is not analysed: no article is so long. */
enum { ANALYSE_TEXT_MAX = 512 * 1024, ANALYSE_TITLE_MAX = 8 * 1024 };

enum status knowledge_open(struct knowledge *knowledge, struct error *error)
{
    enum status status;

    *knowledge = (struct knowledge){0};
    status = gazetteer_open(&knowledge->gazetteer, error);
    if (status == STATUS_OK) {
        status = event_rules_open(&knowledge->event_rules, error);
    }
    if (status != STATUS_OK) {
        knowledge_close(knowledge);
    }
    return status;
}

void knowledge_close(struct knowledge *knowledge)
{
    if (knowledge->event_rules != NULL) {
        event_rules_close(knowledge->event_rules);
    }
    if (knowledge->gazetteer != NULL) {
        gazetteer_close(knowledge->gazetteer);
    }
    *knowledge = (struct knowledge){0};
}

/* An article without a declared language counts as English when it uses its commonest words. */
static bool analyse_english(const struct document *document)
{
    static const char *const common[] = {" the ", " of ", " and ", " to ", " in "};
    const char *language = document->article.language;
    int found = 0;

    if (language != NULL) {
        return strncmp(language, "en", 2) == 0 && (language[2] == '\0' || language[2] == '-');
    }
    for (size_t i = 0; i < sizeof common / sizeof common[0]; i++) {
        found += strstr(document->text[FIELD_BODY], common[i]) != NULL;
    }
    return found >= 2 || document->text_bytes[FIELD_BODY] < 200;
}

static void analyse_set_text(struct document *document, enum field field, const char *text)
{
    size_t most = field == FIELD_TITLE ? ANALYSE_TITLE_MAX : ANALYSE_TEXT_MAX;
    size_t length = text == NULL ? 0 : strnlen(text, most);

    if (length == most) { /* not through a code point */
        while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80) {
            length--;
        }
    }
    document->text[field] = text == NULL ? "" : text;
    document->text_bytes[field] = (uint32_t)length;
    document->text_points[field] = (uint32_t)utf8_count(document->text[field], length);
}

void analyse_article(const struct knowledge *knowledge, struct segmenter *segmenter,
                     struct arena *arena, json_t *record)
{
    struct document *document = arena_alloc(arena, sizeof *document);

    document->arena = arena;
    record_read_article(record, arena, &document->article);
    analyse_set_text(document, FIELD_TITLE, document->article.title);
    analyse_set_text(document, FIELD_BODY, document->article.body);
    document->english = analyse_english(document);
    if (document->article.published_at == NULL ||
        !timestamp_parse(document->article.published_at, &document->published)) {
        document->published = (struct timestamp){.precision = PRECISION_NONE};
    }
    segment_find(segmenter, document);
    date_find(document);
    name_find(knowledge->gazetteer, document);
    quantity_find(document);
    quote_find(document);
    event_find(knowledge->event_rules, document);
    document_json_set(document, record);
}
