#include "extract/page/nest.h"

bool nest_is_structure(enum tag tag)
{
    switch (tag) {
    case TAG_ARTICLE:
    case TAG_ASIDE:
    case TAG_BLOCKQUOTE:
    case TAG_CENTER:
    case TAG_DD:
    case TAG_DETAILS:
    case TAG_DIV:
    case TAG_DL:
    case TAG_DT:
    case TAG_FIELDSET:
    case TAG_FIGURE:
    case TAG_FOOTER:
    case TAG_FORM:
    case TAG_HEADER:
    case TAG_LI:
    case TAG_MAIN:
    case TAG_NAV:
    case TAG_OL:
    case TAG_SECTION:
    case TAG_TABLE:
    case TAG_TBODY:
    case TAG_TD:
    case TAG_TFOOT:
    case TAG_TH:
    case TAG_THEAD:
    case TAG_TR:
    case TAG_UL:
        return true;
    default:
        return false;
    }
}

/* Whether an element of that name, being open, ends where `tag` begins. */
static bool nest_ends_before(enum tag open, enum tag tag)
{
    switch (tag) {
    case TAG_LI:
        return open == TAG_LI;
    case TAG_DD:
    case TAG_DT:
        return open == TAG_DD || open == TAG_DT;
    case TAG_TD:
    case TAG_TH:
        return open == TAG_TD || open == TAG_TH;
    case TAG_TR:
        return open == TAG_TR;
    case TAG_TBODY:
    case TAG_THEAD:
    case TAG_TFOOT:
        return open == TAG_TBODY || open == TAG_THEAD || open == TAG_TFOOT;
    default:
        return false;
    }
}

/* Whether nothing beyond an open element of that name ends where `tag` begins. */
static bool nest_holds(enum tag open, enum tag tag)
{
    switch (tag) {
    case TAG_LI:
    case TAG_DD:
    case TAG_DT:
        return open != TAG_DIV;
    case TAG_TD:
    case TAG_TH:
        return open == TAG_TABLE || open == TAG_TR;
    default:
        return open == TAG_TABLE;
    }
}

size_t nest_before(const struct nest *nest, enum tag tag)
{
    size_t found = 0;

    switch (tag) {
    case TAG_LI:
    case TAG_DD:
    case TAG_DT:
    case TAG_TD:
    case TAG_TH:
    case TAG_TR:
    case TAG_TBODY:
    case TAG_THEAD:
    case TAG_TFOOT:
        break;
    default:
        return 0;
    }
    for (size_t i = nest->count; i > 0 && found == 0; i--) {
        enum tag open = (enum tag)nest->levels[i - 1].tag;

        if (nest_ends_before(open, tag)) {
            found = nest->count - i + 1;
        } else if (nest_holds(open, tag)) {
            break;
        }
    }
    return found;
}

size_t nest_ended(const struct nest *nest, enum tag tag)
{
    bool part = tag == TAG_TABLE || tag == TAG_TBODY || tag == TAG_THEAD || tag == TAG_TFOOT ||
                tag == TAG_TR || tag == TAG_TD || tag == TAG_TH;

    for (size_t i = nest->count; i > 0; i--) {
        enum tag open = (enum tag)nest->levels[i - 1].tag;

        if (open == tag) {
            return nest->count - i + 1;
        }
        if (open == TAG_TABLE || (!part && (open == TAG_TD || open == TAG_TH)) ||
            (tag == TAG_LI && (open == TAG_UL || open == TAG_OL))) {
            break;
        }
    }
    return 0;
}

bool nest_push(struct nest *nest, enum tag tag)
{
    bool written = nest->written < NEST_WRITTEN_MAX && nest->count < NEST_DEPTH_MAX;

    if (nest->count < NEST_DEPTH_MAX) {
        nest->levels[nest->count++] =
            (struct nest_level){.tag = (uint8_t)tag, .inlines = nest->inlines, .written = written};
        nest->inlines = 0;
        nest->written += written;
    }
    return written;
}

enum tag nest_pop(struct nest *nest)
{
    const struct nest_level *level = &nest->levels[--nest->count];

    nest->written -= (size_t)nest->inlines + level->written;
    nest->inlines = level->inlines;
    return level->written ? (enum tag)level->tag : TAG_OTHER;
}

bool nest_inline(struct nest *nest, bool closing)
{
    if (closing) {
        if (nest->inlines > 0) {
            nest->inlines--;
            nest->written--;
        }
        return true;
    }
    if (nest->inlines >= NEST_INLINE_MAX || nest->written >= NEST_WRITTEN_MAX) {
        return false;
    }
    nest->inlines++;
    nest->written++;
    return true;
}
