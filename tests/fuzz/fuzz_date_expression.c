/*
 * Date expressions in the input, as transform finds them; the first byte chooses the language and
 * the day of publication. Dates stand in order, without overlaps, say how they were found, and the
 * days that they cover are in order.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/utf8.h"
#include "transform/analyse.h"
#include "transform/date/date.h"
#include "transform/text/tag.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_dates(const struct document *document)
{
    uint32_t end = 0;

    for (size_t i = 0; i < document->date_count; i++) {
        const struct date_mention *date = &document->dates[i];

        if (date->first_token < end || date->token_count == 0 || date->rule == NULL ||
            date->text == NULL || (date->value != NULL && date->value[0] == '\0') ||
            (date->has_range && date->last_day < date->first_day)) {
            fprintf(stderr, "\"%s\" %s\n", date->text == NULL ? "" : date->text,
                    date->value == NULL ? "-" : date->value);
            abort();
        }
        end = date->first_token + date->token_count;
        if (end > document->token_count ||
            document->tokens[date->first_token].sentence != document->tokens[end - 1].sentence) {
            abort();
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct knowledge knowledge; /* these live as long as the program */
    static struct segmenter *segmenter;
    static struct arena *arena;
    static const char *const languages[] = {"en", "en-GB", "pt", "ja"};
    static const char *const days[] = {"2024-01-10", NULL, "0001-01-01", "9999-12-31"};
    struct document *document;
    struct error error;
    char *text;

    if (arena == NULL) {
        if (knowledge_open(&knowledge, &error) != STATUS_OK ||
            segmenter_new(&segmenter, &error) != STATUS_OK) {
            fprintf(stderr, "%s\n", error.message);
            exit(1);
        }
        arena = arena_new();
    }
    if (size < 2 || memchr(data, '\0', size) != NULL ||
        !utf8_valid_bytes((const char *)data + 1, size - 1)) {
        return 0;
    }
    document = arena_alloc(arena, sizeof *document);
    document->arena = arena;
    text = arena_strndup(arena, (const char *)data + 1, size - 1);
    document->article.language = languages[data[0] & 3];
    document->english = (data[0] & 3) < 2;
    document_set_text(document, FIELD_BODY, text);
    document_set_text(document, FIELD_TITLE, NULL);
    if (days[(data[0] >> 2) & 3] == NULL ||
        !timestamp_parse(days[(data[0] >> 2) & 3], &document->published)) {
        document->published = (struct timestamp){.precision = PRECISION_NONE};
    }
    segment_find(segmenter, document);
    if (document->english) {
        tag_find(&knowledge.tags, document);
    }
    date_find(knowledge.date_words, document);
    check_dates(document);
    arena_reset(arena);
    return 0;
}
