/*
 * Date expressions to ISO 8601 values (after TIMEX3, Pustejovsky et al. 2003), relative ones
 * resolved against the publication date: docs/dates.md.
 */
#ifndef DATELINE_TRANSFORM_DATE_DATE_H
#define DATELINE_TRANSFORM_DATE_DATE_H

#include "transform/date/words.h"
#include "transform/document.h"

/* Needs tokens, tags and sentences; fills dates, in the order of the text, without overlaps. */
void date_find(const struct date_words *words, struct document *document);

#endif
