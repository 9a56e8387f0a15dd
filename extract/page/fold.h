/* Texts made alike, to be compared: case and punctuation do not count. */
#ifndef DATELINE_EXTRACT_PAGE_FOLD_H
#define DATELINE_EXTRACT_PAGE_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include "common/arena.h"

/*
 * Letters and figures of `text` in their folded case (Unicode's default), everything else as one
 * space between words, none at the ends. Never NULL: "" for NULL and for text without letters.
 * Lives in the arena.
 */
const char *fold_text(struct arena *arena, const char *text);

/* Whether folded text has a folded part, from word to word. "" is no part. */
bool fold_has(const char *text, const char *part);

#endif
