/* Names of authors out of bylines. */
#ifndef DATELINE_EXTRACT_PAGE_BYLINE_H
#define DATELINE_EXTRACT_PAGE_BYLINE_H

#include "common/arena.h"
#include "common/record.h"

/*
 * Appends the people named in `byline` to `authors`, each once: without "By", "Von", e-mail
 * addresses, handles, times, and what is no name. Text is one line.
 */
void byline_add(struct arena *arena, struct string_list *authors, const char *byline);

#endif
