/* What was found, as text in the syntax of dateline.conf. */
#ifndef DATELINE_EXTRACT_TRY_REPORT_H
#define DATELINE_EXTRACT_TRY_REPORT_H

#include <jansson.h>
#include "extract/try/look.h"

/* Records of the articles that were read, and of those that were not. */
struct trial {
    const struct try_candidate *candidate; /* from which */
    json_t *articles[TRY_ARTICLES];
    size_t article_count;
    json_t *rejects[TRY_ITEMS_MAX];
    size_t reject_count;
};

/* Prints the articles in comments, then a block for each candidate: that of the trial enabled, the
 * others ready to be. */
void report_print(const struct try_options *options, const struct try_findings *findings,
                  const struct trial *trial);

#endif
