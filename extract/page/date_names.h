/*
 * Names of months, and the letters that they are compared by. About sixty languages, as the Unicode
 * CLDR spells their months (a test compares with ICU), nominative and genitive, whole and short.
 */
#ifndef DATELINE_EXTRACT_PAGE_DATE_NAMES_H
#define DATELINE_EXTRACT_PAGE_DATE_NAMES_H

#include <stddef.h>

/* Months of other kinds than 1..12. */
enum {
    DATE_SOLAR_HIJRI = 100, /* + 1..12: of the Iranian calendar */
    DATE_KANUN = 201,       /* Levantine months named by this word and the next one */
    DATE_TISHRIN = 202
};

/* The month that the word names; 0 if it names none. UTF-8. */
int date_names_month(const char *word, size_t length);

/* The second word of Kanun and Tishrin: "the first", "the second"; 0 if it is neither. */
int date_names_second(int month, const char *word, size_t length);

/*
 * Lower case without accents, for Latin, Greek, Cyrillic and the Arabic letters that are typed in
 * two ways; other letters stay. What does not fit into `size` bytes (one for the NUL) is left out.
 * Returns the length.
 */
size_t date_names_fold(const char *text, size_t length, char *out, size_t size);

#endif
