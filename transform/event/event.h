/*
 * Events by dictionary rules in config/events/: CAMEO codes (Gerner et al. 2002, CAMEO
 * codebook 1.1b3), PLOVER types, Goldstein scale (Goldstein 1992).
 */
#ifndef DATELINE_TRANSFORM_EVENT_EVENT_H
#define DATELINE_TRANSFORM_EVENT_EVENT_H

#include "common/error.h"
#include "transform/document.h"

struct event_rules; /* read-only after opening: shared by all threads */

/* Reads config/events/. STATUS_USAGE: file:line: key: what is wrong, what is allowed. */
enum status event_rules_open(struct event_rules **rules, struct error *error) WARN_UNUSED;
void event_rules_close(struct event_rules *rules);

/* A rule whose trigger stands in a sentence but which told no event, and why not. */
struct event_miss {
    const char *rule, *file;
    size_t line;
    uint32_t token;
    const char *why;
};

/* Looks at one sentence again, for people: calls `missed` for each such rule, in the order of the
 * text. Adds no event. */
void event_explain(const struct event_rules *rules, struct document *document, uint32_t sentence,
                   void (*missed)(void *context, const struct event_miss *miss), void *context);

/* Where a rule stands; false: there is none with this id. */
bool event_rules_where(const struct event_rules *rules, const char *id, const char **file,
                       size_t *line);

/* Which sentences may tell an event: `may` has a flag for each. Without a tree they tell none that
 * they should; the others tell none with one. Needs mentions. */
void event_choose(const struct event_rules *rules, const struct document *document, bool *may);

/* Needs all other arrays; fills events. */
void event_find(const struct event_rules *rules, struct document *document);

#endif
