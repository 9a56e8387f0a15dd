/*
 * From matches to events: what is demanded, refused, threatened, planned or stopped gets the code
 * of that (config/events/combine.tsv), and the parties of both.
 */
#ifndef DATELINE_TRANSFORM_EVENT_COMPOSE_H
#define DATELINE_TRANSFORM_EVENT_COMPOSE_H

#include "transform/event/parties.h"

enum { COMPOSE_CHAIN_MAX = 4 };

/* An event of a sentence, before its parties are told apart. */
struct event_draft {
    const struct event_match *match; /* what happens */
    const struct event_match *outer; /* who demands, refuses ... it; the same when nobody does */
    const struct event_code *code;
    const char *rule; /* "agree+visit": who changes comes first */
    struct party_set source, target;
    bool reciprocal; /* each of `source` (and of `target`, if there is any) to each other */
    bool negated, guessed;
    const char *modality;
    bool changed; /* an operator or auxiliary says whether it happens */
    int depth;    /* how many clauses below the sentence's own it stands; nouns count as one */
};

/* Drafts in the order of the text. Returns how many. */
size_t compose_events(const struct syntax *syntax, struct arena *arena,
                      struct event_match matches[MATCHES_MAX], size_t count,
                      struct event_draft drafts[MATCHES_MAX]);

#endif
