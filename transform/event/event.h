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

/* Needs all other arrays; fills events. */
void event_find(const struct event_rules *rules, struct document *document);

#endif
