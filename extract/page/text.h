/* Text as readers see it: NFC (by ICU), white space collapsed, no invisible signs. */
#ifndef DATELINE_EXTRACT_PAGE_TEXT_H
#define DATELINE_EXTRACT_PAGE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include "common/arena.h"

/*
 * One line: runs of white space (also no-break and other Unicode spaces) become one space,
 * zero-width signs, soft hyphens and controls go. NULL when nothing is left. Lives in the arena.
 */
const char *text_tidy(struct arena *arena, const char *text);

/* The same, for at most `length` bytes. */
const char *text_tidy_bytes(struct arena *arena, const char *text, size_t length);

/* text_tidy() of text in which HTML's character references were escaped once too often
 * ("&amp;amp;"). */
const char *text_unescape(struct arena *arena, const char *text);

/* Case-insensitive for ASCII letters. */
bool text_contains(const char *text, const char *part);
bool text_equal(const char *a, const char *b);
bool text_starts(const char *text, const char *start);
bool text_ends(const char *text, const char *end);

/* Whether there is a letter or a digit in it. */
bool text_has_words(const char *text);

/* Whether a sentence, or a quotation, ends with it. */
bool text_ends_sentence(const char *text);

/*
 * Code points; words parted by spaces, or as many as there may be in scripts that write none
 * (Chinese: one for two signs).
 */
size_t text_points(const char *text);
size_t text_width(const char *text); /* code points, the signs of East Asia counted twice */
size_t text_words(const char *text);

#endif
