/* Whether a date of a sentence is that of something else than the event at a trigger (a token). */
#ifndef DATELINE_TRANSFORM_EVENT_DATED_H
#define DATELINE_TRANSFORM_EVENT_DATED_H

#include <stdbool.h>
#include <stdint.h>
#include "transform/document.h"

/* "in January after accusing X": the trigger, in a clause of its own, happened on another day. */
bool dated_before_clause(const struct document *document, uint32_t date_end, uint32_t trigger);

/* "X, ruler from 1990 to 2000, denied": the date hangs on what describes somebody. */
bool dated_description(const struct document *document, const struct date_mention *date,
                       uint32_t trigger);

/* "over Thursday's attacks": it belongs to a noun that only says why. */
bool dated_other_noun(const struct document *document, const struct date_mention *date,
                      uint32_t trigger);

/* "said Wednesday that X attacked": it is the day of the saying. */
bool dated_speech(const struct document *document, const struct date_mention *date,
                  uint32_t trigger);

#endif
