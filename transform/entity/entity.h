/*
 * From names to entities: one entity for all the mentions of a thing, what it is (country, offices,
 * CAMEO actor code), and an id that is the same in every article.
 */
#ifndef DATELINE_TRANSFORM_ENTITY_ENTITY_H
#define DATELINE_TRANSFORM_ENTITY_ENTITY_H

#include "transform/name/finder.h"

/*
 * Needs names (mentions of kind name and alias, sorted) and tags. Merges entities that are one,
 * gives people their offices and organisations their codes, and adds mentions: nominals ("Iraqi
 * police", "the prime minister"), pronouns, and governments that a capital stands for. Leaves the
 * mentions sorted.
 *
 * Metonymy: "Baghdad said" has two mentions over one span, of the place (kind name) and of the
 * government (kind alias, an ORG such as actor:IRQGOV:government).
 */
void entity_find(struct finder *finder);

#endif
