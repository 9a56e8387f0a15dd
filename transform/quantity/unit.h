/* Units of measure and money around a number. */
#ifndef DATELINE_TRANSFORM_QUANTITY_UNIT_H
#define DATELINE_TRANSFORM_QUANTITY_UNIT_H

#include "transform/quantity/number.h"

enum { UNIT_COUNTRIES_MAX = 32 };

/* Whose money the article's words mean: found once for an article. */
struct money {
    const struct quantity_words *words;
    struct document *document;
    const char *outlet; /* alpha-3 of the outlet's country, by its address or language; or NULL */
    struct {
        const char *country; /* alpha-3 */
        size_t mentions;
    } countries[UNIT_COUNTRIES_MAX]; /* that the article names */
    size_t country_count;
};

/* A currency's name that stands in the record where no code is sure is the word itself. */
struct unit {
    const char *name; /* "km", "USD", "barrel/day"; NULL: there is none */
    uint32_t first;   /* token of its sign before the number, or of the number */
    uint32_t end;     /* behind it, or behind the number */
    bool money;
};

void money_begin(struct money *money, const struct quantity_words *words,
                 struct document *document);

/* What the number from token `first` to number->end is measured in; `end` is the sentence's. A
 * scale that makes sense of money alone ("$5m") goes into the number. */
void unit_read(const struct money *money, uint32_t first, uint32_t end, struct number *number,
               struct unit *unit);

#endif
