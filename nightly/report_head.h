/* The head of a report: how it looks on screen and paper, and what a browser may do with it. */
#ifndef DATELINE_NIGHTLY_REPORT_HEAD_H
#define DATELINE_NIGHTLY_REPORT_HEAD_H

#include "nightly/html.h"

/* Writes it, and leaves html and body open. */
void report_head(struct html *html, const char *title);

#endif
