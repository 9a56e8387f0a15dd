/*
 * The words that quantities are made of: config/quantities.tsv, and what ICU (CLDR) knows of money.
 * Read once, shared by all threads.
 */
#ifndef DATELINE_TRANSFORM_QUANTITY_WORDS_H
#define DATELINE_TRANSFORM_QUANTITY_WORDS_H

#include "common/error.h"
#include "transform/document.h"

enum word_kind { /* the file's column `kind` */
                 WORD_NUMBER,
                 WORD_SCALE,
                 WORD_VAGUE,
                 WORD_FRACTION,
                 WORD_BEFORE,
                 WORD_AFTER,
                 WORD_UNIT,
                 WORD_RATE,
                 WORD_SIGN,
                 WORD_CURRENCY,
                 WORD_FATE,
                 WORD_STATE,
                 WORD_TALLY,
                 WORD_LIVES,
                 WORD_PERSON,
                 WORD_ANIMAL,
                 WORD_PLURAL,
                 WORD_LABEL,
                 WORD_UNCOUNTED,
                 WORD_CHANGE,
                 WORD_KINDS
};

/* A phrase of the file. */
struct word {
    const char *text; /* words parted by one space, lower case */
    const char *next; /* its second word; NULL: it has one */
    enum word_kind kind;
    const char *value; /* as in the file */
    double number;     /* of numbers, scales, vague numbers and fractions */
    int32_t chain;     /* next of the same first word */
};

struct quantity_words;

/* Reads config/quantities.tsv, or the file at `path`. STATUS_USAGE names file, line and column. */
enum status quantity_words_open(struct quantity_words **words, struct error *error) WARN_UNUSED;
enum status quantity_words_read(const char *path, struct quantity_words **words,
                                struct error *error) WARN_UNUSED;
void quantity_words_close(struct quantity_words *words);

/*
 * The longest phrase of a kind that begins at token `i` and ends before token `end`; NULL: none.
 * `count`, unless it is NULL, is set to its tokens.
 */
const struct word *quantity_words_find(const struct quantity_words *words,
                                       const struct document *document, enum word_kind kind,
                                       uint32_t i, uint32_t end, uint32_t *count);

/* The phrase of one word; NULL: none. `word` is lower case. */
const struct word *quantity_words_get(const struct quantity_words *words, enum word_kind kind,
                                      const char *word);

/*
 * ISO 4217 code of a country's own money if a word means it ("rupees" in IND is INR), or of
 * whatever money it has, without a word (NULL). NULL: it has none such. `country` is alpha-3.
 */
const char *quantity_words_money(const struct quantity_words *words, const char *country,
                                 const char *word);

/* Alpha-3 code of the country of a two-letter code in any case; NULL: there is none. */
const char *quantity_words_country(const struct quantity_words *words, const char *alpha2);

#endif
