/* All steps over one article: the order in which they run is here and nowhere else. */
#ifndef DATELINE_TRANSFORM_ANALYSE_H
#define DATELINE_TRANSFORM_ANALYSE_H

#include <jansson.h>
#include "common/error.h"
#include "transform/date/words.h"
#include "transform/event/event.h"
#include "transform/model/model.h"
#include "transform/name/name.h"
#include "transform/parse/parse.h"
#include "transform/quantity/words.h"
#include "transform/quote/speech.h"
#include "transform/text/segment.h"
#include "transform/text/tag.h"
#include "transform/versions.h"

/* A file that is damaged: articles pass on without what it would have told. */
struct knowledge_gap {
    const char *what; /* "gazetteer", "model": as in the record's `without` */
    struct error error;
};

enum { KNOWLEDGE_GAPS_MAX = 2 };

/* What all threads share, read-only. */
struct knowledge {
    struct gazetteer *gazetteer; /* NULL: damaged; no entities and no events are found */
    struct event_rules *event_rules;
    struct quantity_words *quantity_words;
    struct speech_words *speech_words;
    struct date_words *date_words;
    struct model *model; /* NULL: damaged; texts are read as those of other languages are */
    struct tag_layers tags;
    const struct model_layer *names;
    struct parse_layers parse;
    struct knowledge_gap without[KNOWLEDGE_GAPS_MAX];
    size_t without_count;
    struct versions versions;
};

/*
 * Reads dictionaries and rules. STATUS_USAGE names file, line and key of a mistake in what people
 * write, or the compiled file that is not there. One that is there, but damaged, is in `without`:
 * the caller tells of it, and goes on or not.
 */
enum status knowledge_open(struct knowledge *knowledge, struct error *error) WARN_UNUSED;
void knowledge_close(struct knowledge *knowledge);

/* The steps in their order; bench/transform_steps.c times each. */
struct analyse_step {
    const char *name;
    void (*run)(const struct knowledge *knowledge, struct segmenter *segmenter,
                struct document *document);
};

enum { ANALYSE_STEPS = 8 };
extern const struct analyse_step analyse_steps[ANALYSE_STEPS];

/* The article before the first step. Lives in the arena, and borrows from the record. */
struct document *analyse_begin(struct arena *arena, const json_t *record);

/* Everything that is found in an article, and a tree for each sentence, for people to look at.
 * Lives in the arena, and borrows from the record. */
struct document *analyse_document(const struct knowledge *knowledge, struct segmenter *segmenter,
                                  struct arena *arena, const json_t *record);

/* Adds the arrays to a parsed article; what it returns lives in the arena, which is reset by the
 * caller. Only sentences that may tell an event get trees, which changes no array. */
const struct document *analyse_article(const struct knowledge *knowledge,
                                       struct segmenter *segmenter, struct arena *arena,
                                       json_t *record);

#endif
