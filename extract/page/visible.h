/* What the visible page shows beside its text: headings, and places where names stand. */
#ifndef DATELINE_EXTRACT_PAGE_VISIBLE_H
#define DATELINE_EXTRACT_PAGE_VISIBLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "common/arena.h"
#include "extract/page/class_mark.h"
#include "extract/page/tree.h"

enum { VISIBLE_HEADINGS_MAX = 64, VISIBLE_SPOTS_MAX = 96 };

struct visible_heading {
    uint32_t node;
    const char *text;  /* its lines parted by line ends, without kickers and hidden ones; or NULL */
    const char *parts; /* the same, a line for each element in it; or NULL */
    const char *whole; /* all of it */
    unsigned marks;
    bool outlet;   /* links home, or stands in a logo */
    bool property; /* itemprop="headline" */
};

/* Why a name may stand there, the best reason first. */
enum visible_reason {
    VISIBLE_PROPERTY, /* itemprop="author" */
    VISIBLE_REL,      /* rel="author" */
    VISIBLE_LINK,     /* to /author/NAME */
    VISIBLE_CLASS,    /* class="author" */
    VISIBLE_ABOUT,    /* class="author-bio" */
    VISIBLE_LABEL,    /* "Author: NAME", "Posted by NAME" */
    VISIBLE_LEAD,     /* "By NAME" */
    VISIBLE_AGENCY    /* "LISBON (Lusa) - ": the agency that the first paragraph names */
};

struct visible_spot {
    uint32_t node;
    enum visible_reason reason;
    const char *text; /* as byline_read() takes it */
};

struct visible {
    const struct tree *tree;
    struct arena *arena;
    struct class_marks marks;
    struct visible_heading headings[VISIBLE_HEADINGS_MAX];
    size_t heading_count;
    struct visible_spot spots[VISIBLE_SPOTS_MAX];
    size_t spot_count;
    struct string_list outlets; /* what links home is called */
    const char *home;           /* the first of them that has a host; owned by the document */
    const char *section;        /* itemprop="articleSection", rel="category" */
    const char *crumb;          /* of the way from the home page, the first part */
    struct string_list tags;    /* of the article */
};

/* Whether a link leads to an outlet's home page: "/", "https://the.outlet/". */
bool visible_is_home(const char *href);

/* In document order; without what belongs to other articles and to readers. */
void visible_read(struct visible *visible, const struct tree *tree, struct arena *arena);

#endif
