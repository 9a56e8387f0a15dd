/* JSON-LD as pages write it, which is not always JSON. */
#ifndef DATELINE_EXTRACT_PAGE_JSONLD_PARSE_H
#define DATELINE_EXTRACT_PAGE_JSONLD_PARSE_H

#include <jansson.h>
#include "common/arena.h"

/*
 * Appends the values that stand in a script to the array `values`, which keeps them: usually one;
 * some pages write several in a row. What is broken is mended where it is clear what was meant:
 * comments and CDATA around it, line ends and tabs in strings, quotes in strings, commas too many,
 * escapes that JSON has not, HTML's character references for quotes. What cannot be read is left
 * out. Linear in the length of `text`.
 */
void jsonld_parse(struct arena *arena, const char *text, json_t *values);

#endif
