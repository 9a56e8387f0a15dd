/*
 * Which of the places of one name an article means: Paris, or Paris, Texas.
 *
 * Each place that the gazetteer knows by a name gets a number: what it would be without an article
 * (place_prior()), what stands beside the name ("Paris, Texas", "the Lebanese city of Tripoli"),
 * and what else the article is about (countries, areas and distance of its other places, the day's
 * dateline, the outlet's country). The highest wins for the whole article, except where a mention's
 * own neighbours say otherwise. The numbers are natural logarithms of odds, so that
 *
 *     place_score = exp(winner) / sum of exp(all)
 *
 * One list of candidates is made for each name, not for each mention.
 */
#ifndef DATELINE_TRANSFORM_PLACE_PLACE_H
#define DATELINE_TRANSFORM_PLACE_PLACE_H

#include "transform/name/finder.h"

enum {
    PLACE_CANDIDATES_MAX = 24, /* of one name: the best by rank */
    PLACE_NAMES_MAX = 4096,    /* different names in one article; others stay as they are */
    PLACE_COUNTRIES_MAX = 64,  /* countries and areas that an article is about */
    PLACE_ANCHORS_MAX = 48     /* positions of places that are sure */
};

/* A name of places in the article. */
struct place_name {
    const char *key;
    const struct gazetteer_entry *entries[PLACE_CANDIDATES_MAX];
    double beside[PLACE_CANDIDATES_MAX]; /* the most that neighbours of a mention said */
    double total[PLACE_CANDIDATES_MAX];
    size_t count;
    size_t best;                        /* the winner */
    const struct gazetteer_entry *sure; /* what it counts as for other names; NULL: nothing */
    double weight;                      /* how much */
    double score;
};

/* How much an article is about a country or an area. */
struct place_weight {
    const char *code;
    double weight;
};

struct place_context {
    struct place_weight countries[PLACE_COUNTRIES_MAX], areas[PLACE_COUNTRIES_MAX];
    size_t country_count, area_count;
    double total; /* of the countries */
    const struct gazetteer_entry *anchors[PLACE_ANCHORS_MAX];
    size_t anchor_count;
};

struct places {
    struct finder *finder;
    struct place_name *names;
    size_t name_count, name_capacity;
    uint32_t *slots; /* hash table of names by key: index + 1; 0: free */
    size_t slot_count;
    int32_t *of_mention; /* index of a mention's name, or NO_INDEX */
    struct place_context context;
};

/* Decides all mentions of places: which entity they stand for, and how surely. After the names are
 * known, before what other steps conclude from them. Mentions are sorted. */
void place_choose(struct finder *finder);

/* Places that may hold others, by the words from a token on: "Texas", "Ill.", "North Korea"; at
 * most PLACE_CANDIDATES_MAX. `*end` is the token behind them. Returns how many. */
size_t place_holders(const struct finder *finder, uint32_t token, const char *type,
                     const struct gazetteer_entry **holders, uint32_t *end);

/* Adds mentions of towns that nobody saw, or took for persons, where the words behind them say that
 * they are: "Lincoln, Neb.", "Aurora, Colorado". Mentions are sorted, and stay so. */
void place_find_towns(struct finder *finder);

/* The first token of a dateline ("TRIPOLI, Lebanon (AP) - "), or NO_INDEX. */
int32_t place_dateline(const struct finder *finder);

/* The token behind its dash; 0: the body begins with no dateline. */
uint32_t place_dateline_end(const struct document *document);

/* Adds the mention of a dateline's place, where nobody saw it. Mentions are sorted, and stay so. */
void place_find_dateline(struct finder *finder);

/* Fills a zeroed name, whose key is set, with its candidates and what they are worth without an
 * article (`total`). `written`: as for gazetteer_find(). */
void place_list(const struct gazetteer_view *view, struct place_name *name, const char *written);

/* The highest of some numbers, which are at least one; and its share, 0 to 1. */
size_t place_best(const double *numbers, size_t count);
double place_share(const double *numbers, size_t count, size_t best);

/* What a place is worth without an article: by people who live there, or by what it is. */
double place_prior(const struct gazetteer_entry *entry, bool capital);

/* Whether one place is in another one, by country and area codes. */
bool place_inside(const struct gazetteer_entry *inner, const struct gazetteer_entry *outer);

/* Adds to `numbers`, one for each candidate of the mention's name, what its neighbours say. */
void place_look_beside(const struct places *places, size_t mention, double *numbers);

/* Collects what the article is about, from places whose names are sure, and from peoples,
 * organisations, persons, language and outlet. */
void place_read_context(struct places *places);

/* What the article, without this name, says for one of its candidates. */
double place_in_context(const struct place_context *context, const struct place_name *name,
                        const struct gazetteer_entry *entry);

#endif
