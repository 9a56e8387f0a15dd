/* Names of authors out of bylines. Results live in the arena. */
#ifndef DATELINE_EXTRACT_PAGE_BYLINE_H
#define DATELINE_EXTRACT_PAGE_BYLINE_H

#include <stdbool.h>
#include "common/arena.h"
#include "common/record.h"

struct byline {
    struct string_list people; /* names of two words and more, or of three signs in Chinese */
    struct string_list others; /* pen names, first names, "Redaktion", "dpa" */
};

/*
 * Adds who a byline names, each once, to `byline`: without "By", "Von", jobs, places, dates,
 * e-mail addresses, handles and who took the pictures. "NAMES IN CAPITALS" are calmed; "Last,
 * First" stays one name. A line end in `text` stands where an element of the page ended, which
 * parts names, but not a first name from a last name.
 */
void byline_read(struct arena *arena, const char *text, struct byline *byline);

/* Adds the people of a byline to `authors`; the others when there are no people. */
void byline_add(struct arena *arena, struct string_list *authors, const char *text);

/* How a text begins: not as bylines do, with a word such as "by", or so that a name must follow:
 * "Author:", "Posted by", "A report by". */
enum byline_begin { BYLINE_BEGINS_NONE, BYLINE_BEGINS_WORD, BYLINE_BEGINS_LABEL };
enum byline_begin byline_begins(const char *text);

/* Whether a name is that of a newsroom or an agency. */
bool byline_is_collective(const char *name);

/* Whether all of a text leads to names: "Written by", "Autor". */
bool byline_is_lead(const char *text);

/* Whether the list has `name`, in whatever case. */
bool byline_has_name(struct arena *arena, const struct string_list *names, const char *name);

/* Adds `name`, unless the list has it in whatever case. */
void byline_add_name(struct arena *arena, struct string_list *names, const char *name);

#endif
