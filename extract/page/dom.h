/* Small questions about libxml2's HTML trees. */
#ifndef DATELINE_EXTRACT_PAGE_DOM_H
#define DATELINE_EXTRACT_PAGE_DOM_H

#include <libxml/tree.h>
#include <stdbool.h>
#include "common/arena.h"

/* Parses UTF-8, made safe by strip_html(); NULL when nothing is a page in it. Ends with
 * xmlFreeDoc(). */
xmlDoc *dom_parse(const char *text, size_t length);

/* Whether it is an element of that name (lower case). */
bool dom_is(const xmlNode *node, const char *name);

/* An attribute's value as it stands in the tree, NULL if absent; owned by the document. */
const char *dom_attribute(const xmlNode *node, const char *name);

/* The next node in document order below `root`; NULL at the end. */
xmlNode *dom_next(const xmlNode *root, const xmlNode *node);
/* The same, without what stands below `node`. */
xmlNode *dom_next_skip(const xmlNode *root, const xmlNode *node);

/*
 * All text below a node but scripts and styles, tidied to one line; NULL if there is none, and as
 * soon as it is clear that it has more than `max` bytes.
 */
const char *dom_short_text(struct arena *arena, const xmlNode *node, size_t max);

/* The first element below `root` of that name, or NULL. */
xmlNode *dom_first(const xmlNode *root, const char *name);

/* Whether the attribute (a list parted by spaces) has the word, whatever its case. */
bool dom_has_word(const xmlNode *node, const char *attribute, const char *word);

#endif
