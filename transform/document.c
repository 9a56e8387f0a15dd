#include "transform/document.h"

#include <stdlib.h>
#include <string.h>
#include "common/utf8.h"

/* Appends one zeroed item to an array of the document. */
#define DOCUMENT_ADD(document, items, count, capacity)                                             \
    ((document)->items = arena_grow((document)->arena, (document)->items, &(document)->capacity,   \
                                    (document)->count, sizeof *(document)->items),                 \
     memset(&(document)->items[(document)->count], 0, sizeof *(document)->items),                  \
     &(document)->items[(document)->count++])

struct token *document_add_token(struct document *document)
{
    return DOCUMENT_ADD(document, tokens, token_count, token_capacity);
}

struct sentence *document_add_sentence(struct document *document)
{
    return DOCUMENT_ADD(document, sentences, sentence_count, sentence_capacity);
}

struct entity *document_add_entity(struct document *document)
{
    return DOCUMENT_ADD(document, entities, entity_count, entity_capacity);
}

struct mention *document_add_mention(struct document *document)
{
    return DOCUMENT_ADD(document, mentions, mention_count, mention_capacity);
}

struct date_mention *document_add_date(struct document *document)
{
    return DOCUMENT_ADD(document, dates, date_count, date_capacity);
}

struct quantity *document_add_quantity(struct document *document)
{
    return DOCUMENT_ADD(document, quantities, quantity_count, quantity_capacity);
}

struct quote *document_add_quote(struct document *document)
{
    struct quote *quote = DOCUMENT_ADD(document, quotes, quote_count, quote_capacity);

    quote->speaker = NO_INDEX;
    return quote;
}

struct event *document_add_event(struct document *document)
{
    struct event *event = DOCUMENT_ADD(document, events, event_count, event_capacity);

    event->source.entity = NO_INDEX;
    event->target.entity = NO_INDEX;
    event->date = NO_INDEX;
    event->location = NO_INDEX;
    event->attributed_to = NO_INDEX;
    return event;
}

bool document_day(const struct document *document, int64_t *day)
{
    const struct timestamp *published = &document->published;

    *day = 0;
    if (published->precision < PRECISION_DAY) {
        return false;
    }
    *day = timestamp_days(published->year, published->month, published->day);
    return true;
}

struct span document_token_span(const struct document *document, uint32_t first_token,
                                uint32_t count)
{
    struct span span = document->tokens[first_token].span;
    const struct span *last = &document->tokens[first_token + count - 1].span;

    span.end = last->end;
    span.byte_end = last->byte_end;
    return span;
}

const char *document_span_text(const struct document *document, const struct span *span)
{
    return arena_strndup(document->arena, document->text[span->field] + span->byte_start,
                         span->byte_end - span->byte_start);
}

int document_compare_spans(const struct span *first, const struct span *second)
{
    if (first->field != second->field) {
        return first->field < second->field ? -1 : 1;
    }
    if (first->start != second->start) {
        return first->start < second->start ? -1 : 1;
    }
    return (first->end < second->end) - (first->end > second->end);
}

static int document_compare_mentions(const void *a, const void *b)
{
    const struct mention *first = a, *second = b;
    int order = document_compare_spans(&first->span, &second->span);

    return order != 0 ? order : (first->entity > second->entity) - (first->entity < second->entity);
}

void document_sort_mentions(struct document *document)
{
    if (document->mention_count > 1) {
        qsort(document->mentions, document->mention_count, sizeof *document->mentions,
              document_compare_mentions);
    }
    document->sorted_mentions = document->mention_count;
}

size_t document_first_mention(const struct document *document, uint32_t sentence)
{
    size_t low = 0, high = document->sorted_mentions;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (document->mentions[middle].sentence < sentence) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

size_t document_first_date(const struct document *document, uint32_t sentence)
{
    size_t low = 0, high = document->date_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (document->dates[middle].sentence < sentence) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

bool document_in_sentence(const struct document *document, size_t mention, uint32_t sentence)
{
    return mention < document->sorted_mentions && document->mentions[mention].sentence == sentence;
}

void document_set_text(struct document *document, enum field field, const char *text)
{
    size_t most = field == FIELD_TITLE ? DOCUMENT_TITLE_MAX : DOCUMENT_TEXT_MAX;
    size_t length = text == NULL ? 0 : strnlen(text, most);

    if (length == most) { /* not through a code point */
        while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80) {
            length--;
        }
    }
    document->text[field] = text == NULL ? "" : text;
    document->text_bytes[field] = (uint32_t)length;
    document->text_points[field] = (uint32_t)utf8_count(document->text[field], length);
    document->cut[field] = (struct span){.field = field};
    if (document->text[field][length] != '\0') {
        document_cut(document, field, document->text_points[field], (uint32_t)length);
    }
}

void document_cut(struct document *document, enum field field, uint32_t point, uint32_t byte)
{
    const char *rest = document->text[field] + byte;
    size_t bytes = strlen(rest);

    document->cut[field] = (struct span){.field = field,
                                         .start = point,
                                         .end = point + (uint32_t)utf8_count(rest, bytes),
                                         .byte_start = byte,
                                         .byte_end = byte + (uint32_t)bytes};
}
