/* XPath 1.0 in the configuration: a mistake is found when the file is read, with its line. */
#ifndef DATELINE_COMMON_XPATH_H
#define DATELINE_COMMON_XPATH_H

#include <stdbool.h>
#include <stddef.h>

enum { XPATH_LENGTH_MAX = 2000 };

/* False: `text` is no XPath; `why` says where it goes wrong. */
bool xpath_check(const char *text, char *why, size_t size);

#endif
