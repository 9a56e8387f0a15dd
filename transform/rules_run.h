/* `dateline rules check` and `dateline rules test`: what people run after they changed a rule. */
#ifndef DATELINE_TRANSFORM_RULES_RUN_H
#define DATELINE_TRANSFORM_RULES_RUN_H

#include <stdio.h>
#include "transform/analyse.h"

/*
 * `what` is "check" or "test". Prints findings and a summary to `out`. STATUS_REJECT: there were
 * findings, or examples that do not hold; STATUS_USAGE: another word.
 */
enum status rules_run(const struct knowledge *knowledge, const char *what, FILE *out,
                      struct error *error) WARN_UNUSED;

#endif
