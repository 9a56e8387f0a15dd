#include "transform/train/corpus.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/buf.h"
#include "common/memory.h"
#include "common/utf8.h"

enum { CORPUS_FIELDS = 10, CORPUS_TEXT_MAX = 64 * 1024 * 1024, CORPUS_WORDS_MAX = 100000 };

static struct corpus_document *corpus_add(struct corpus *corpus)
{
    corpus->documents =
        mem_grow(corpus->documents, &corpus->capacity, corpus->count, sizeof *corpus->documents);
    corpus->documents[corpus->count] = (struct corpus_document){0};
    return &corpus->documents[corpus->count++];
}

static void corpus_add_span(struct corpus *corpus, struct corpus_document *document, uint32_t start,
                            uint32_t end, const char *type)
{
    document->spans = arena_grow(corpus->arena, document->spans, &document->span_capacity,
                                 document->span_count, sizeof *document->spans);
    document->spans[document->span_count++] = (struct corpus_span){start, end, type};
}

static bool corpus_take_json(struct corpus *corpus, const char *line)
{
    json_t *json = json_loads(line, 0, NULL), *span;
    const char *text = json_string_value(json_object_get(json, "text"));
    const char *published = json_string_value(json_object_get(json, "published"));
    const char *id = json_string_value(json_object_get(json, "id"));
    struct corpus_document *document;
    size_t i;

    if (text == NULL || id == NULL) {
        json_decref(json);
        return false;
    }
    document = corpus_add(corpus);
    document->names = true;
    document->id = arena_strdup(corpus->arena, id);
    document->text = arena_strdup(corpus->arena, text);
    document->published =
        published == NULL ? NULL : arena_printf(corpus->arena, "%.10sT12:00:00Z", published);
    json_array_foreach(json_object_get(json, "entities"), i, span)
    {
        const char *type = json_string_value(json_object_get(span, "type"));

        if (type != NULL && !json_is_true(json_object_get(span, "nested"))) {
            corpus_add_span(corpus, document,
                            (uint32_t)json_integer_value(json_object_get(span, "start")),
                            (uint32_t)json_integer_value(json_object_get(span, "end")),
                            arena_strdup(corpus->arena, type));
        }
    }
    json_decref(json);
    return true;
}

/* The label's type as ours; NULL: no name. */
static const char *corpus_iob_type(const char *label)
{
    static const char *const types[][2] = {
        {"per", "PERSON"}, {"org", "ORG"}, {"geo", "LOC"}, {"gpe", "NORP"}, {"eve", "EVENT"}};

    for (size_t i = 0; i < sizeof types / sizeof types[0] && strlen(label) > 2; i++) {
        if (strcmp(label + 2, types[i][0]) == 0) {
            return types[i][1];
        }
    }
    return NULL;
}

/* What was words becomes text again: no space before a comma, none behind a bracket. */
struct corpus_joiner {
    struct buf text;
    uint32_t points;
    bool glue, quote;
    bool full; /* the text did not fit: the corpus cannot be read */
};

static void corpus_append(struct corpus_joiner *joiner, const char *text)
{
    joiner->full = !buf_append_text(&joiner->text, text) || joiner->full;
}

static void corpus_join(struct corpus_joiner *joiner, const char *word, uint32_t *start)
{
    bool mark = strcmp(word, "\"") == 0;
    bool before = word[0] != '\0' && (strchr(",.;:!?)%", word[0]) != NULL || word[0] == '\'' ||
                                      strcmp(word, "n't") == 0 || strcmp(word, "'s") == 0);

    if (joiner->points > 0 && !joiner->glue && !(before && strlen(word) < 4) &&
        !(mark && joiner->quote)) {
        corpus_append(joiner, " ");
        joiner->points++;
    }
    *start = joiner->points;
    corpus_append(joiner, word);
    joiner->points += (uint32_t)utf8_count(word, strlen(word));
    joiner->glue = strcmp(word, "(") == 0 || strcmp(word, "$") == 0 || (mark && !joiner->quote);
    joiner->quote = mark ? !joiner->quote : joiner->quote;
}

static void corpus_add_word(struct corpus *corpus, struct corpus_document *document, uint32_t start,
                            uint32_t end, const char *upos, const char *xpos)
{
    document->words = arena_grow(corpus->arena, document->words, &document->word_capacity,
                                 document->word_count, sizeof *document->words);
    document->words[document->word_count++] =
        (struct corpus_word){.start = start,
                             .end = end,
                             .upos = arena_strdup(corpus->arena, upos),
                             .xpos = arena_strdup(corpus->arena, xpos),
                             .head = CORPUS_NO_HEAD,
                             .relation = ""};
}

/* Fields 7 and 8 of the last word; `first` is the index of its sentence's first word. */
static bool corpus_set_head(struct corpus *corpus, struct corpus_document *document, size_t first,
                            const char *head, const char *relation)
{
    struct corpus_word *word = &document->words[document->word_count - 1];
    char *end = NULL;
    long number = strtol(head, &end, 10);

    if (end == head || *end != '\0' || number < 0 || number > CORPUS_WORDS_MAX) {
        return false;
    }
    word->head = number == 0 ? CORPUS_ROOT : (int64_t)first + number - 1;
    word->relation = arena_strndup(corpus->arena, relation, strcspn(relation, ":"));
    document->trees = true;
    return true;
}

static size_t corpus_fields(char *line, char **fields)
{
    size_t count = 0;

    for (char *p = line; count < CORPUS_FIELDS; p++) {
        fields[count++] = p;
        p = strchr(p, '\t');
        if (p == NULL) {
            break;
        }
        *p = '\0';
    }
    return count;
}

static void corpus_end_text(struct corpus *corpus, struct corpus_document *document,
                            struct corpus_joiner *joiner)
{
    document->text = arena_strdup(corpus->arena, buf_text(&joiner->text));
    buf_clear(&joiner->text);
    joiner->points = 0;
    joiner->glue = joiner->quote = false;
}

static bool corpus_read_iob(struct corpus *corpus, FILE *file, const char *path, size_t *number)
{
    struct corpus_joiner joiner = {.text = BUF_INIT(CORPUS_TEXT_MAX)};
    struct corpus_document *document = NULL;
    char *line = NULL, *fields[CORPUS_FIELDS];
    size_t size = 0;
    bool good = true;

    while (good && getline(&line, &size, file) >= 0) {
        uint32_t start;

        (*number)++;
        line[strcspn(line, "\r\n")] = '\0';
        if (line[0] == '\0') {
            if (document != NULL) {
                corpus_end_text(corpus, document, &joiner);
            }
            document = NULL;
            continue;
        }
        if (corpus_fields(line, fields) != 3) {
            good = false;
            break;
        }
        if (document == NULL) {
            document = corpus_add(corpus);
            document->names = document->complete = true;
            document->id = arena_printf(corpus->arena, "%s:%zu", path, *number);
        }
        corpus_join(&joiner, fields[0], &start);
        corpus_add_word(corpus, document, start, joiner.points, "", fields[1]);
        if (corpus_iob_type(fields[2]) != NULL && fields[2][0] == 'B') {
            corpus_add_span(corpus, document, start, joiner.points, corpus_iob_type(fields[2]));
        } else if (corpus_iob_type(fields[2]) != NULL && document->span_count > 0) {
            document->spans[document->span_count - 1].end = joiner.points;
        }
    }
    if (document != NULL) {
        corpus_end_text(corpus, document, &joiner);
    }
    free(line);
    buf_free(&joiner.text);
    return good && !joiner.full;
}

static bool corpus_read_conllu(struct corpus *corpus, FILE *file, const char *path, size_t *number)
{
    struct corpus_joiner joiner = {.text = BUF_INIT(CORPUS_TEXT_MAX)};
    struct corpus_document *document = NULL;
    char *line = NULL, *fields[CORPUS_FIELDS];
    size_t size = 0;
    long multiword_end = 0;
    uint32_t multiword_start = 0;
    size_t first = 0; /* word of the sentence */
    bool good = true, glue = true;

    while (good && getline(&line, &size, file) >= 0) {
        uint32_t start = joiner.points;

        (*number)++;
        line[strcspn(line, "\r\n")] = '\0';
        if (strncmp(line, "# newdoc", 8) == 0 || document == NULL) {
            if (document != NULL) {
                corpus_end_text(corpus, document, &joiner);
            }
            document = corpus_add(corpus);
            document->id = arena_printf(corpus->arena, "%s:%zu", path, *number);
            glue = true;
            first = 0;
        }
        if (line[0] == '\0') { /* each sentence is a paragraph, so that ours end there too */
            corpus_append(&joiner, "\n\n");
            joiner.points += 2;
            glue = true;
            first = document->word_count;
            continue;
        }
        if (line[0] == '#' || (good = corpus_fields(line, fields) == CORPUS_FIELDS) == false ||
            strchr(fields[0], '.') != NULL) {
            continue;
        }
        if (strchr(fields[0], '-') != NULL) {
            multiword_end = strtol(strchr(fields[0], '-') + 1, NULL, 10);
        }
        if (strchr(fields[0], '-') != NULL || strtol(fields[0], NULL, 10) > multiword_end) {
            if (!glue) {
                corpus_append(&joiner, " ");
                joiner.points++;
            }
            start = joiner.points;
            corpus_append(&joiner, fields[1]);
            joiner.points += (uint32_t)utf8_count(fields[1], strlen(fields[1]));
            glue = strstr(fields[9], "SpaceAfter=No") != NULL;
            multiword_start = start;
        }
        if (strchr(fields[0], '-') == NULL) {
            bool inside = strtol(fields[0], NULL, 10) <= multiword_end;
            uint32_t points = (uint32_t)utf8_count(fields[1], strlen(fields[1]));

            start = inside ? multiword_start : start;
            corpus_add_word(corpus, document, start, start + points, fields[3], fields[4]);
            good = corpus_set_head(corpus, document, first, fields[6], fields[7]);
            multiword_start += points; /* close enough: parts seldom differ from what is written */
            multiword_end =
                inside && strtol(fields[0], NULL, 10) == multiword_end ? 0 : multiword_end;
        }
    }
    if (document != NULL) {
        corpus_end_text(corpus, document, &joiner);
    }
    free(line);
    buf_free(&joiner.text);
    return good && !joiner.full;
}

static bool corpus_read_spans(struct corpus *corpus, FILE *file, size_t *number)
{
    char *line = NULL;
    size_t size = 0;
    bool good = true;

    while (good && getline(&line, &size, file) >= 0) {
        (*number)++;
        good = corpus_take_json(corpus, line);
    }
    free(line);
    return good;
}

enum status corpus_read(struct corpus *corpus, const char *source, struct error *error)
{
    const char *path = strchr(source, ':');
    size_t number = 0;
    bool good;
    FILE *file;

    if (path == NULL) {
        return error_set(error, STATUS_USAGE, "usage", "%s: write FORMAT:PATH", source);
    }
    path++;
    file = fopen(path, "re");
    if (file == NULL) {
        return error_set(error, STATUS_USAGE, "no_corpus", "%s: %s", path, strerror(errno));
    }
    if (strncmp(source, "spans:", 6) == 0) {
        good = corpus_read_spans(corpus, file, &number);
    } else if (strncmp(source, "iob:", 4) == 0) {
        good = corpus_read_iob(corpus, file, path, &number);
    } else if (strncmp(source, "conllu:", 7) == 0) {
        good = corpus_read_conllu(corpus, file, path, &number);
    } else {
        fclose(file);
        return error_set(error, STATUS_USAGE, "usage", "%s: formats are spans, iob and conllu",
                         source);
    }
    good = good && !ferror(file);
    fclose(file);
    return good ? STATUS_OK
                : error_set(error, STATUS_USAGE, "bad_corpus", "%s:%zu: cannot be read as %.*s",
                            path, number, (int)(path - source - 1), source);
}
