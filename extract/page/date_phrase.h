/* The words before a date that say what it is the date of, in the languages of Europe and more. */
#ifndef DATELINE_EXTRACT_PAGE_DATE_PHRASE_H
#define DATELINE_EXTRACT_PAGE_DATE_PHRASE_H

#include <stddef.h>

enum date_phrase { PHRASE_NONE, PHRASE_PUBLISHED, PHRASE_MODIFIED, PHRASE_COPYRIGHT, PHRASE_OTHER };

/*
 * What the words nearest before text[start] say of the date at [start, end); of Chinese, Japanese
 * and Korean also the words behind it. PHRASE_OTHER: born, expires, takes place, joined, …
 */
enum date_phrase date_phrase_find(const char *text, size_t length, size_t start, size_t end);

#endif
