/*
 * Annotated texts to learn from, one document at a time, whatever format they come in:
 *   spans   a JSON object a line: id, text, published, entities [{start, end, type, nested}]
 *   iob     a word, its Penn tag and its IOB label a line, an empty line after each sentence
 *   conllu  CoNLL-U: words with UPOS, XPOS, head and relation
 */
#ifndef DATELINE_TRANSFORM_TRAIN_CORPUS_H
#define DATELINE_TRANSFORM_TRAIN_CORPUS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "common/arena.h"
#include "common/error.h"

enum { CORPUS_ROOT = -1, CORPUS_NO_HEAD = -2 };

struct corpus_span {
    uint32_t start, end; /* code points of the text */
    const char *type;    /* PERSON, ORG, LOC, NORP, EVENT */
};

struct corpus_word {
    uint32_t start, end; /* code points of the text */
    const char *upos, *xpos;
    int64_t head;         /* index of a word of the document, CORPUS_ROOT, or CORPUS_NO_HEAD */
    const char *relation; /* without its subtype; "" where there is no head */
};

/* Lives in the corpus's arena. */
struct corpus_document {
    const char *id;
    const char *text;
    const char *published; /* RFC 3339, or NULL */
    bool complete;         /* its spans hold all types, not just PERSON, ORG and LOC */
    bool names;            /* spans were annotated */
    bool trees;            /* words have heads */
    struct corpus_span *spans;
    size_t span_count, span_capacity;
    struct corpus_word *words; /* where words were annotated */
    size_t word_count, word_capacity;
};

struct corpus {
    struct arena *arena;
    struct corpus_document *documents;
    size_t count, capacity;
};

/* Appends the documents of a file; `source` is FORMAT:PATH. STATUS_USAGE: file, line, what is
 * wrong. */
enum status corpus_read(struct corpus *corpus, const char *source, struct error *error) WARN_UNUSED;

#endif
