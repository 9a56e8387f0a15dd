/* What the parts of name/learned.h share: what is known of an article's words and tokens. */
#ifndef DATELINE_TRANSFORM_NAME_LEARNED_PARTS_H
#define DATELINE_TRANSFORM_NAME_LEARNED_PARTS_H

#include "transform/model/feature.h"
#include "transform/name/learned.h"

enum {
    LEARNED_SHAPE_MAX = 16,
    LEARNED_WORDS_MIN = 64,
    LEARNED_RANK_SURE = 400,
    LEARNED_KINDS = 6, /* no name, and the types */
    LEARNED_CONTEXTS_MAX = 8,
    LEARNED_RUN_SEEN = 8 /* words of a row with capitals that are looked at */
};

/* Bits of learned_token.dictionary: the kinds in learned_look_up(). */
enum {
    LEARNED_GIVEN = 1u,
    LEARNED_FAMILY = 64u,
    LEARNED_DICTIONARY = 127u,
    LEARNED_TITLE = 128u, /* these two of learned_word alone */
    LEARNED_ORG_WORD = 256u,
    LEARNED_PERSONAL = LEARNED_GIVEN | LEARNED_FAMILY
};

/* What the article does with one word, wherever it stands. */
struct learned_word {
    const char *key;             /* NULL: free */
    float scores[LEARNED_KINDS]; /* the sum over its places with a capital: of no name, of each type
                                  */
    uint32_t places;             /* how many those are */
    uint16_t lower, capital,
        first;          /* written small; with a capital inside of a sentence, at its start */
    uint16_t types[5];  /* in names of each type that the rules found */
    uint16_t longer[5]; /* the same, in names of two words or more */
    uint16_t around;    /* what stands around it, somewhere in the article: a bit each */
    bool known, known_capital; /* whether the next were looked up, for places with a capital too */
    uint8_t sense, entry;      /* as in learned_token */
    uint16_t dictionary;
    uint32_t wide, narrow;
    uint8_t context_count;
    uint32_t contexts[LEARNED_CONTEXTS_MAX]; /* words around names that end with it: hashes */
};

struct learned_token {
    char shape[LEARNED_SHAPE_MAX];
    uint8_t label;         /* of the rules */
    uint8_t source;        /* why the rules say so: 1 dictionary, 2 made up, 3 short form */
    uint16_t dictionary;   /* what the gazetteers know of the word, a bit each */
    bool title, org_word;  /* finder_is_title(), finder_is_org_word(), if it has a capital */
    uint8_t entry;         /* type and rank of its own entry */
    uint8_t sense;         /* what sort of thing its common noun is, 0: none */
    uint8_t kind;          /* what it is in patterns: learned_kind() */
    uint32_t wide, narrow; /* what is above its common noun in WordNet, 0: nothing */
    uint64_t hash, shape_hash, tag_hash; /* hash: of its lower case */
    uint32_t run_first, run_last;        /* the words with capitals that it stands among */
    struct learned_word *word;
};

struct learned {
    const struct document *document;
    const struct finder *finder;
    struct learned_token *tokens;
    struct learned_word *words;
    size_t word_slots;
};

/*
 * Names that the gazetteers list, where the rules found them, are what the gazetteers say unless
 * the model is all but sure, if they are of several words or of one that stands alone and is no
 * common word: people may rely on the lines they add. A last word that organisations have counts a
 * little.
 */
void learned_trust(const struct learned *learned, float *scores);

/* Whether the token may be in a name: it has a capital, or stands among words that have. */
bool learned_candidate(const struct learned *learned, uint32_t token);

/* What the gazetteers say of a name: its type and rank; 0: nothing. */
uint8_t learned_entry(const struct gazetteer_entry *entry);

/* The noun that heads what explains the words before a token: "Smith, a former teacher";
 * UINT32_MAX: none. `*link`: the word between, or NULL. */
uint32_t learned_explaining(const struct learned *learned, uint32_t at, const char **link);

/* What a word is in patterns. */
uint8_t learned_kind(const struct learned *learned, uint32_t token);

#endif
