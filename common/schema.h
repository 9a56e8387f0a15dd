/*
 * The contract, checked: records against the JSON Schema (draft 2020-12) in config/schema/, which
 * is embedded at build. Understands the keywords that our schema uses: type, const and enum (of
 * strings), properties, required, items, $ref into #/$defs, minimum, maximum, minLength, maxLength,
 * format (date-time, and our own wikidata, country, cameo), additionalProperties.
 */
#ifndef DATELINE_COMMON_SCHEMA_H
#define DATELINE_COMMON_SCHEMA_H

#include <jansson.h>
#include "common/error.h"

struct schema;

/* Compiles schema text; `name` is used in messages. Fails on a keyword that it does not know. */
enum status schema_new(const char *text, const char *name, struct schema **schema,
                       struct error *error) WARN_UNUSED;
void schema_free(struct schema *schema);

/*
 * Checks `value` against the definition `#/$defs/<definition>`. STATUS_REJECT with reason
 * "bad_record" and the path of the first mistake: `events[3].quad: 7 is more than 4`. Thread-safe.
 */
enum status schema_check(const struct schema *schema, const char *definition, const json_t *value,
                         struct error *error) WARN_UNUSED;

#endif
