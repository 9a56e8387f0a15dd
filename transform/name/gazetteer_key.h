/* How names are compared: letters without case and accents, words parted by single spaces. */
#ifndef DATELINE_TRANSFORM_NAME_GAZETTEER_KEY_H
#define DATELINE_TRANSFORM_NAME_GAZETTEER_KEY_H

#include <stddef.h>

enum { GAZETTEER_KEY_MAX = 160 };

/*
 * The key of UTF-8 text: "Côte d'Ivoire" is "cote d ivoire", "U.S." is "us". Dots go; hyphens and
 * apostrophes part words. Returns its length; 0 when nothing is left or it does not fit.
 */
size_t gazetteer_key(const char *text, size_t length, char key[GAZETTEER_KEY_MAX]);

#endif
