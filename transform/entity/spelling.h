/*
 * Names however they are spelt: al-Sudani, Al Sudani and as-Sudani, Muhammad and Mohamed, Zelensky
 * and Zelenskyy. Works on keys (name/gazetteer_key.h), so case, accents and hyphens are gone
 * already.
 */
#ifndef DATELINE_TRANSFORM_ENTITY_SPELLING_H
#define DATELINE_TRANSFORM_ENTITY_SPELLING_H

#include <stdbool.h>
#include <stddef.h>
#include "transform/name/gazetteer.h"

enum { SPELLING_WORDS_MAX = 8, SPELLING_WORD_SIZE = 40 };

/* A person's name, word by word, each in its one spelling; without al-, initials' dots and "Jr." */
struct spelling {
    char words[SPELLING_WORDS_MAX][SPELLING_WORD_SIZE];
    size_t count;
};

/*
 * Splits a person's name as written in text; false: no word, or too many. `gazetteer` has words
 * with several usual spellings (config/gazetteer/spellings.tsv); NULL: rules alone. The rules:
 * articles (al, el, as, ...) inside go, -skiy and -skyy become -sky, -iy and -ii become -y, doubled
 * letters become one, and ae, oe, ue in longer words a, o, u.
 */
bool spelling_of_person(const struct gazetteer_view *gazetteer, const char *name,
                        struct spelling *spelling);

/* First and last word, of one key for all spellings: "mohamed sudani". */
void spelling_person_key(const struct spelling *spelling, char key[GAZETTEER_KEY_MAX]);

/* An organisation's key: without "the", legal forms (Inc., Ltd.) and British spelling. False: it
 * has none. */
bool spelling_organisation_key(const char *name, char key[GAZETTEER_KEY_MAX]);

#endif
