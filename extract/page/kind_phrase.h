/* What pages that stand in an article's place say, in many languages: tables, and how to ask them.
 */
#ifndef DATELINE_EXTRACT_PAGE_KIND_PHRASE_H
#define DATELINE_EXTRACT_PAGE_KIND_PHRASE_H

#include <stdbool.h>
#include <stddef.h>

enum kind_phrase {
    PHRASE_ERROR,      /* a title or heading: page not found, maintenance, no access */
    PHRASE_ERROR_TEXT, /* a sentence of such a page */
    PHRASE_SEARCH,     /* a title or heading over results */
    PHRASE_LOGIN,      /* a title or heading over a form for members */
    PHRASE_CONSENT,    /* a title or heading over the question for consent */
    PHRASE_CONSENT_TEXT,
    PHRASE_PAYWALL, /* a sentence where the text breaks off: the rest is for subscribers */
    PHRASE_BOT,     /* are you human? */
    PHRASE_SCRIPT,  /* please enable JavaScript */
    PHRASE_GALLERY, /* the beginning of a title over pictures */
    PHRASE_VIDEO,   /* the beginning of a title over a video */
    PHRASE_COUNT
};

/*
 * `text` as fold_text() leaves it. Whether it begins with, or has somewhere, a phrase of the table.
 * Phrases go from word to word, but where the script parts no words.
 */
bool kind_phrase_starts(enum kind_phrase phrase, const char *text);
bool kind_phrase_in(enum kind_phrase phrase, const char *text);

/* How many different phrases of the table it has. */
size_t kind_phrase_count(enum kind_phrase phrase, const char *text);

/* The lines of a table, ended by NULL; phrases are parted by "|". A "*" at the end of one: the word
 * may go on. For tests. */
const char *const *kind_phrase_table(enum kind_phrase phrase);

#endif
