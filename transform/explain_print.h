/* How an analysed text is shown to people. */
#ifndef DATELINE_TRANSFORM_EXPLAIN_PRINT_H
#define DATELINE_TRANSFORM_EXPLAIN_PRINT_H

#include "transform/explain.h"

/* Writes it all; the caller looks at what ferror() says. Signs that would steer a terminal are
 * written as \u001B. */
void explain_print(const struct explain_options *options, struct document *document);

#endif
