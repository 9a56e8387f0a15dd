/*
 * A sentence to its events: the input is the text of an English article of 2024-01-10. Each event
 * has a code of cameo.tsv, parties and a trigger that stand in its sentence, and figures in their
 * ranges.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/utf8.h"
#include "transform/analyse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FUZZ_TEXT_MAX = 2000 /* bytes: a few sentences */ };

static bool fuzz_inside(const struct span *inner, const struct span *outer)
{
    return inner->field == outer->field && inner->start >= outer->start &&
           inner->end <= outer->end && inner->start < inner->end;
}

static bool fuzz_party(const struct document *document, const struct party *party)
{
    return party->entity == NO_INDEX || (size_t)party->entity < document->entity_count;
}

static bool fuzz_right(const struct document *document, const struct event *event)
{
    return event->sentence < document->sentence_count && event->cameo != NULL &&
           strlen(event->cameo) >= 2 && strlen(event->cameo) <= 4 &&
           strspn(event->cameo, "0123456789") == strlen(event->cameo) && event->rule != NULL &&
           event->modality != NULL && event->quad >= 1 && event->quad <= 4 &&
           fabs(event->goldstein) <= 10 && event->confidence >= 0 && event->confidence <= 1 &&
           fuzz_party(document, &event->source) && fuzz_party(document, &event->target) &&
           (event->location == NO_INDEX || (size_t)event->location < document->entity_count) &&
           (event->attributed_to == NO_INDEX ||
            (size_t)event->attributed_to < document->entity_count) &&
           (event->date == NO_INDEX || (size_t)event->date < document->date_count) &&
           fuzz_inside(&event->trigger, &document->sentences[event->sentence].span);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct knowledge knowledge; /* these live as long as the program */
    static struct segmenter *segmenter;
    static struct arena *arena;
    const struct document *document;
    struct error error;
    json_t *record;

    if (arena == NULL) {
        if (knowledge_open(&knowledge, &error) != STATUS_OK ||
            segmenter_new(&segmenter, &error) != STATUS_OK) {
            fprintf(stderr, "%s\n", error.message);
            exit(1);
        }
        arena = arena_new();
    }
    if (size == 0 || size > FUZZ_TEXT_MAX || memchr(data, '\0', size) != NULL ||
        !utf8_valid_bytes((const char *)data, size)) {
        return 0;
    }
    record = json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:s%}", "type", "article", "id", "x", "source",
                       "fuzz", "content_hash", "h", "language", "en", "published_at",
                       "2024-01-10T10:00:00Z", "body", (const char *)data, size);
    if (record == NULL) {
        return 0;
    }
    document = analyse_document(&knowledge, segmenter, arena, record);
    for (size_t i = 0; i < document->event_count; i++) {
        if (!fuzz_right(document, &document->events[i])) {
            fprintf(stderr, "event %zu: %s by %s\n", i, document->events[i].cameo,
                    document->events[i].rule);
            abort();
        }
    }
    arena_reset(arena);
    json_decref(record);
    return 0;
}
