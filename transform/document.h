/*
 * One article on its way through transform: the text, and what each step found in it.
 *
 * Everything lives in the document's arena. Steps run in the order of transform/analyse.c, read
 * what earlier steps found and append to their own array, by document_add_*(). Positions are kept
 * both in bytes (to look at the text) and in Unicode code points of the field (what the contract
 * writes).
 */
#ifndef DATELINE_TRANSFORM_DOCUMENT_H
#define DATELINE_TRANSFORM_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "common/arena.h"
#include "common/record.h"
#include "common/timestamp.h"

enum field { FIELD_TITLE, FIELD_BODY };
enum { FIELD_COUNT = 2, NO_INDEX = -1 };
enum { SENTENCE_TOKENS_MAX = 400 }; /* longer sentences are lists and tables, and are cut */

/* Limits of an article, in bytes, tokens and events: they bound time and memory. */
enum {
    DOCUMENT_TEXT_MAX = 512 * 1024,
    DOCUMENT_TITLE_MAX = 8 * 1024,
    DOCUMENT_TOKENS_MAX = 128 * 1024,
    DOCUMENT_EVENTS_MAX = 5000
};

struct span {
    enum field field;
    uint32_t start, end;           /* code points, end exclusive */
    uint32_t byte_start, byte_end; /* the same place in the field's UTF-8 */
};

enum token_flag {
    TOKEN_WORD = 1,          /* has a letter */
    TOKEN_NUMBER = 2,        /* begins with a digit */
    TOKEN_PUNCTUATION = 4,   /* neither letter nor digit */
    TOKEN_CAPITAL = 8,       /* first letter is upper or title case */
    TOKEN_ALL_CAPITALS = 16, /* two letters or more, none of them lower case */
    TOKEN_SPACE_BEFORE = 32, /* white space, or the field's start, stands before it */
    TOKEN_PARAGRAPH = 64,    /* first of a paragraph */
    TOKEN_DATE = 128,        /* part of a date expression */
    TOKEN_CALENDAR = 256     /* the name of a month or weekday, whatever it means here */
};

/* A word, number or sign. "don't" is one token; "al-Sudani", "U.S." and "2,500" are one token each;
 * "Iran-backed" is one token; a possessive "'s" is a token of its own. */
struct token {
    struct span span;
    const char *text;  /* NUL-terminated copy */
    const char *lower; /* lower case, with typographic apostrophes and hyphens made plain */
    const char *tag;   /* Penn Treebank part of speech; "" when none was given */
    uint64_t lexicon;  /* what the dictionary knows of it (text/lexicon.h); 0: nothing */
    unsigned flags;    /* enum token_flag */
    uint32_t sentence;
};

/* The place of a token in its sentence's tree (parse/parse.h). */
struct arc {
    const char *pos;      /* universal part of speech: "NOUN"; NULL: nobody asked for a tree */
    int32_t head;         /* token; NO_INDEX: it is the root, or the sentence has no tree */
    const char *relation; /* to the head: "nsubj", "root"; NULL: the sentence has no tree */
};

struct sentence {
    struct span span;
    uint32_t first_token, token_count;
    bool heading; /* the title, or a paragraph that does not end as a sentence does */
};

enum mention_kind { MENTION_NAME, MENTION_ALIAS, MENTION_PRONOUN, MENTION_NOMINAL };

enum mention_source { MENTION_BY_RULES, MENTION_BY_MODEL, MENTION_BY_BOTH };

struct mention {
    struct span span;
    const char *text;
    enum mention_kind kind;
    enum mention_source source; /* who found it */
    uint32_t entity;            /* index into entities */
    uint32_t sentence, first_token, token_count;
};

/* NULL: not known. */
struct entity {
    const char *id;   /* stable across articles */
    const char *type; /* PERSON ORG LOC NORP EVENT FACILITY PRODUCT */
    const char *name; /* canonical */
    const char *wikidata;
    const char *geonames;
    const char *iso3166;      /* alpha-2 or subdivision code */
    const char *country;      /* ISO 3166-1 alpha-3 */
    const char *admin;        /* places: the first-level area it lies in, or is: "Texas" */
    const char *admin_code;   /* ISO 3166-2, "US-TX"; or "geonames:" and a number */
    const char *actor_code;   /* CAMEO: "IRQGOV" */
    struct string_list roles; /* offices held: "prime minister" */
    bool has_position;
    double latitude, longitude;
    double place_score; /* places that were chosen among those of one name: how surely, 0 to 1 */
    bool has_place_score;
};

enum date_kind { DATE_DATE, DATE_TIME, DATE_DURATION, DATE_SET };

struct date_mention {
    struct span span;
    const char *text;
    const char *value;    /* ISO 8601, NULL when it cannot be resolved */
    const char *modifier; /* "start", "mid", "end" of the value, "approximate"; or NULL */
    const char *rule;     /* what kind of expression it is, and how its value was reckoned */
    enum date_kind kind;
    uint32_t sentence, first_token, token_count;
    bool has_range;              /* value resolved to days: */
    int64_t first_day, last_day; /* days since 1970-01-01, inclusive */
};

struct quantity {
    struct span span;
    const char *text;
    double value; /* of a range its lower end */
    bool has_max;
    double value_max;       /* of a range its upper end */
    const char *unit;       /* "USD", "percent", "km", or NULL */
    const char *what;       /* what is counted: "killed", else the noun: "troops"; or NULL */
    const char *noun;       /* the noun that is counted, lower case, or NULL */
    const char *comparison; /* about at_least at_most more_than less_than; NULL: exactly */
    bool approximate;       /* it is compared, vague or a range */
    uint32_t sentence, first_token, token_count;
};

struct quote {
    struct span span; /* without the marks */
    const char *text;
    int32_t speaker;          /* entity index or NO_INDEX */
    const char *speaker_text; /* the words for the speaker, or NULL */
    const char *verb;         /* as in the text, lower case; or NULL */
    bool direct;
    uint32_t sentence;
};

struct party {
    int32_t entity;   /* entity index, or NO_INDEX: no known party */
    const char *code; /* CAMEO actor code, or NULL */
    const char *text;
    struct span span;
};

struct event_quantity {
    const char *what; /* "killed" */
    double value;     /* of a range its lower end */
    bool has_max;
    double value_max;       /* of a range its upper end */
    const char *comparison; /* as of a quantity; NULL: exactly */
};

struct event {
    const char *id;
    const char *cameo;         /* "1383" */
    const char *plover, *mode; /* mode may be NULL */
    const char *context;       /* PLOVER: what it is about; may be NULL */
    const char *family;        /* the code for those that may tell one happening */
    int quad;                  /* 1..4 */
    double goldstein;
    struct party source, target;
    const char *date_value;     /* ISO 8601, NULL if unknown */
    const char *date_precision; /* "day", "month", "year", ... */
    int32_t date;               /* index into dates, NO_INDEX: from the publication date */
    int32_t location;           /* entity index or NO_INDEX */
    uint32_t sentence;
    struct span trigger;
    uint32_t first_token, token_count; /* of the trigger */
    const char *rule;                  /* id of the rule that fired */
    const char *instrument;            /* "drone"; NULL: the sentence names none */
    struct event_quantity *quantities;
    size_t quantity_count, quantity_capacity;
    bool negated;
    const char *modality;  /* "actual", "planned", "hypothetical", "demanded" */
    int32_t attributed_to; /* entity index or NO_INDEX */
    double confidence;     /* 0..1 */
    int32_t fuller;        /* index of the event that tells the same happening best, or NO_INDEX */
};

struct document {
    struct arena *arena;
    struct article article;        /* borrowed from the record */
    const char *text[FIELD_COUNT]; /* "" when the field is missing */
    uint32_t text_bytes[FIELD_COUNT], text_points[FIELD_COUNT];
    struct span cut[FIELD_COUNT]; /* what stands behind the limits below; empty: nothing does */
    bool english;                 /* language is en*, or is not declared and looks like it */
    struct timestamp published;   /* precision PRECISION_NONE when unknown */
    struct token *tokens;
    size_t token_count, token_capacity;
    bool all_trees;             /* each sentence gets a tree, not only those that need one */
    struct arc *arcs;           /* of each token; NULL: the article was not parsed */
    struct sentence *sentences; /* the title's first */
    size_t sentence_count, sentence_capacity;
    struct entity *entities;
    size_t entity_count, entity_capacity;
    struct mention *mentions; /* in the order of the text: see document_sort_mentions() */
    size_t mention_count, mention_capacity;
    size_t sorted_mentions; /* the first of mentions: those that document_sort_mentions() saw */
    struct date_mention *dates;
    size_t date_count, date_capacity;
    struct quantity *quantities;
    size_t quantity_count, quantity_capacity;
    struct quote *quotes;
    size_t quote_count, quote_capacity;
    struct event *events;
    size_t event_count, event_capacity;
};

/* Sets a field's text, borrowed; NULL: it is missing. No article is longer than
 * DOCUMENT_TEXT_MAX: what stands behind is in `cut`, and not analysed. */
void document_set_text(struct document *document, enum field field, const char *text);

/* What stands in a field from a place on is not analysed: its number of words is at its limit. */
void document_cut(struct document *document, enum field field, uint32_t point, uint32_t byte);

/* Each appends a zeroed item (indices are NO_INDEX) and returns it; the pointer is valid until the
 * next call for the same array. */
struct token *document_add_token(struct document *document);
struct sentence *document_add_sentence(struct document *document);
struct entity *document_add_entity(struct document *document);
struct mention *document_add_mention(struct document *document);
struct date_mention *document_add_date(struct document *document);
struct quantity *document_add_quantity(struct document *document);
struct quote *document_add_quote(struct document *document);
struct event *document_add_event(struct document *document);

/* The day of publication, since 1970-01-01; false: it is not known to the day. */
bool document_day(const struct document *document, int64_t *day);

/* The span from the first of `count` tokens to the last; all in one sentence. */
struct span document_token_span(const struct document *document, uint32_t first_token,
                                uint32_t count);

/* The text of a span, copied into the arena. */
const char *document_span_text(const struct document *document, const struct span *span);

/* By field, start, then longer first. */
void document_sort_mentions(struct document *document);

/*
 * Index of a sentence's first mention, among those that are sorted; its others follow it while
 * document_in_sentence() says so.
 */
size_t document_first_mention(const struct document *document, uint32_t sentence);

/* Index of a sentence's first date; its others follow it. */
size_t document_first_date(const struct document *document, uint32_t sentence);

/* By field, start, then longer first: negative, 0 or positive, as qsort() wants it. */
int document_compare_spans(const struct span *first, const struct span *second);

bool document_in_sentence(const struct document *document, size_t mention, uint32_t sentence);

#endif
