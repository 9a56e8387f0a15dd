/*
 * Lines that are boilerplate by their words, in the languages in which most news is written. The
 * tables hold lower case; texts are folded before they are compared.
 */
#ifndef DATELINE_EXTRACT_PAGE_PHRASES_H
#define DATELINE_EXTRACT_PAGE_PHRASES_H

#include <stdbool.h>

/* A short block anywhere: "Read more: ...", "Advertisement", "Photo: A. Name". */
bool phrases_is_noise(const char *text);

/* A line behind which nothing of the article comes: "Related stories". */
bool phrases_is_tail(const char *text);

/* Below the text: "Subscribe to our newsletter", "A. Name contributed to this report". */
bool phrases_is_promotion(const char *text);

/* What a line above the text begins with when it tells of the article: "Published", "3 min read".
 */
bool phrases_is_lead_in(const char *text);

/* Ends with a note of who took the picture: "... in Berlin. (Foto: dpa)". */
bool phrases_is_caption(const char *text);

#endif
