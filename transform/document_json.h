/* What the steps found, as the arrays of the contract. */
#ifndef DATELINE_TRANSFORM_DOCUMENT_JSON_H
#define DATELINE_TRANSFORM_DOCUMENT_JSON_H

#include <jansson.h>
#include "transform/document.h"

/*
 * Sets sentences, entities, dates, quantities, quotes and events on `record`, replacing arrays of
 * an earlier transform; every other field stays as it is. Positions are code points.
 */
void document_json_set(const struct document *document, json_t *record);

#endif
