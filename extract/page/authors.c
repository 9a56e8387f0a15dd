#include "extract/page/authors.h"

#include <stdbool.h>
#include <string.h>
#include "common/ascii.h"
#include "extract/page/byline.h"
#include "extract/page/fold.h"
#include "extract/page/title.h"

enum {
    AUTHORS_NEAR = 1500,   /* bytes of text between headline and byline */
    AUTHORS_STEP = 300,    /* so many make it less likely by one ... */
    AUTHORS_LINK = 13,     /* the score of a linked pen name behind "by" */
    AUTHORS_FAR = 5,       /* ... and more by no more than so much */
    AUTHORS_ABOVE = 300,   /* the same, above the headline */
    AUTHORS_TOGETHER = 120 /* between two bylines of the same article */
};

/* A place where names stand, weighed. */
struct authors_spot {
    const struct visible_spot *spot;
    struct byline names;
    int score; /* 0: of no use */
};

/* Whether a good part of the letters, up to the end of the line with the first name, are of names;
 * else it is a sentence. */
static bool authors_are_all(const char *text, const struct byline *names)
{
    const struct string_list *lists[] = {&names->people, &names->others};
    const char *end = NULL;
    size_t named = 0, letters = 0;

    for (size_t list = 0; list < 2; list++) {
        for (size_t i = 0; i < lists[list]->count; i++) {
            const char *found = end == NULL ? strstr(text, lists[list]->items[i]) : NULL;

            end = found == NULL ? end : found + strcspn(found, "\n");
            named += strlen(lists[list]->items[i]);
        }
    }
    for (; *text != '\0' && text != end; text++) {
        letters += ascii_is_letter(*text) || (unsigned char)*text >= 0x80;
    }
    return named * 3 >= letters;
}

static int authors_weigh(const struct visible *visible, const struct authors_spot *spot,
                         uint32_t heading)
{
    static const int by_reason[] = {
        [VISIBLE_PROPERTY] = 20, [VISIBLE_REL] = 20,   [VISIBLE_LINK] = 17, [VISIBLE_CLASS] = 18,
        [VISIBLE_ABOUT] = 12,    [VISIBLE_LABEL] = 16, [VISIBLE_LEAD] = 14, [VISIBLE_AGENCY] = 6};
    const struct tree_node *nodes = visible->tree->nodes;
    const enum visible_reason reason = spot->spot->reason;
    int score = by_reason[reason];
    bool far = false;

    if (heading != TREE_NONE && spot->spot->node < heading) {
        uint32_t end = nodes[spot->spot->node].end;

        if (end <= heading && nodes[heading].text - nodes[end].text > AUTHORS_ABOVE) {
            if (reason == VISIBLE_LEAD || reason == VISIBLE_LINK) {
                return 0;
            }
            score -= 8;
        }
    } else if (heading != TREE_NONE) {
        uint32_t apart = nodes[spot->spot->node].text - nodes[nodes[heading].end].text;

        far = apart > AUTHORS_NEAR;
        score -= far ? AUTHORS_FAR : (int)(apart / AUTHORS_STEP);
    }
    if (reason == VISIBLE_AGENCY) {
        return far || spot->names.others.count == 0 ? 0 : score; /* if nobody else is named */
    }
    if ((far || reason >= VISIBLE_ABOUT) && !authors_are_all(spot->spot->text, &spot->names)) {
        return 0;
    }
    if (reason == VISIBLE_LEAD && far) {
        return 0;
    }
    if (spot->names.people.count == 0) {
        const char *name = spot->names.others.count == 0 ? "" : spot->names.others.items[0];

        if (*name == '\0' || !authors_are_all(spot->spot->text, &spot->names) ||
            (reason == VISIBLE_LINK &&
             (far || (heading != TREE_NONE && spot->spot->node < heading) ||
              spot->names.others.count > 1 || strchr(name, ' ') != NULL)) ||
            (reason == VISIBLE_LEAD && !byline_is_collective(name))) {
            return 0;
        }
        score -= reason <= VISIBLE_REL ? 1 : 3;
    }
    return score;
}

/* "by <a href="/profile/7">riverfox</a>": the word in front of a link makes it a byline. */
static void authors_weigh_link(const struct visible *visible, const struct authors_spot *spots,
                               struct authors_spot *link)
{
    if (link->spot->reason != VISIBLE_LINK || link->score > 0 || link->names.others.count != 1) {
        return;
    }
    for (size_t i = 0; i < visible->spot_count; i++) {
        const struct visible_spot *line = spots[i].spot;

        if ((line->reason == VISIBLE_LABEL || line->reason == VISIBLE_LEAD) &&
            tree_is_in(visible->tree, link->spot->node, line->node) &&
            authors_are_all(line->text, &link->names)) {
            link->score = AUTHORS_LINK;
        }
    }
}

static void authors_append(struct arena *arena, struct string_list *names,
                           const struct string_list *more)
{
    for (size_t i = 0; i < more->count; i++) {
        byline_add_name(arena, names, more->items[i]);
    }
}

static bool authors_have_all(struct arena *arena, const struct string_list *names,
                             const struct string_list *wanted)
{
    for (size_t i = 0; i < wanted->count; i++) {
        if (!byline_has_name(arena, names, wanted->items[i])) {
            return false;
        }
    }
    return true;
}

/* "by <a rel="author">Star Staff</a> in <a>Santa Fe</a>": the marked name, not the line. */
static const struct authors_spot *authors_inner(const struct visible *visible,
                                                const struct authors_spot *spots,
                                                const struct authors_spot *outer)
{
    for (size_t i = 0; i < visible->spot_count; i++) {
        if (spots[i].score > 0 && spots[i].spot->reason <= VISIBLE_REL &&
            outer->spot->reason > VISIBLE_REL &&
            tree_is_in(visible->tree, spots[i].spot->node, outer->spot->node)) {
            return &spots[i];
        }
    }
    return outer;
}

/* The names at the best place, and at others beside it; how good it is. */
static int authors_see(const struct visible *visible, uint32_t heading, struct byline *names)
{
    struct authors_spot *spots =
        arena_alloc(visible->arena, (visible->spot_count + 1) * sizeof *spots);
    const struct tree_node *nodes = visible->tree->nodes;
    const struct authors_spot *best = NULL;
    uint32_t end;

    for (size_t i = 0; i < visible->spot_count; i++) {
        spots[i].spot = &visible->spots[i];
        byline_read(visible->arena, visible->spots[i].text, &spots[i].names);
        spots[i].score = authors_weigh(visible, &spots[i], heading);
    }
    for (size_t i = 0; i < visible->spot_count; i++) {
        authors_weigh_link(visible, spots, &spots[i]);
        if (spots[i].score > (best == NULL ? 0 : best->score)) {
            best = &spots[i];
        }
    }
    if (best == NULL) {
        return 0;
    }
    best = authors_inner(visible, spots, best);
    *names = best->names;
    end = nodes[best->spot->node].end;
    for (const struct authors_spot *spot = best + 1; spot < spots + visible->spot_count; spot++) {
        if (spot->score == best->score && nodes[spot->spot->node].text >= nodes[end].text &&
            nodes[spot->spot->node].text - nodes[end].text <= AUTHORS_TOGETHER) {
            authors_append(visible->arena, &names->people, &spot->names.people);
            end = nodes[spot->spot->node].end;
        }
    }
    for (size_t i = 0; i < visible->spot_count; i++) {
        if (spots[i].score > 0 && names->people.count > 0 &&
            spots[i].names.people.count > names->people.count &&
            tree_is_in(visible->tree, best->spot->node, spots[i].spot->node) &&
            authors_have_all(visible->arena, &spots[i].names.people, &names->people)) {
            *names = spots[i].names; /* "By <a>Ann Lee</a> and Bob Ray" */
        }
    }
    return best->score;
}

/* People, or else others, but the outlet. */
static struct string_list authors_of(const struct meta *meta, const struct byline *names,
                                     bool people)
{
    const struct string_list *from = people ? &names->people : &names->others;
    struct string_list kept = {0};

    if (people && names == &meta->bylines[META_JSONLD]) {
        return names->people; /* the outlet may be a person's own */
    }
    for (size_t i = 0; i < from->count; i++) {
        if (!title_is_site(meta->arena, &meta->sites, fold_text(meta->arena, from->items[i]))) {
            byline_add_name(meta->arena, &kept, from->items[i]);
        }
    }
    return kept;
}

void authors_choose(const struct meta *meta, const struct visible *visible, uint32_t heading,
                    struct string_list *authors)
{
    static const struct {
        enum meta_rank rank;
        bool people;
        int score;
    } declared[] = {
        {META_JSONLD, true, 30},    {META_OPENGRAPH, true, 17},  {META_HEAD, true, 16},
        {META_MICRODATA, true, 16}, {META_JSONLD, false, 10},    {META_HEAD, false, 12},
        {META_WEAK, true, 11},      {META_MICRODATA, false, 10}, {META_OPENGRAPH, false, 9},
        {META_WEAK, false, 6},      {META_GUESS, true, 5},       {META_GUESS, false, 4}};
    struct byline seen = {0};
    int best = authors_see(visible, heading, &seen);

    /* who is called as the outlet is somebody, where the article says so */
    *authors = seen.people.count > 0 ? seen.people : seen.others;
    for (size_t i = 0; i < sizeof declared / sizeof declared[0]; i++) {
        struct string_list names;

        if (declared[i].score <= best) {
            continue;
        }
        names = authors_of(meta, &meta->bylines[declared[i].rank], declared[i].people);
        /* organisations are newsrooms and agencies; others are who publishes it */
        if (names.count > 0 &&
            (declared[i].rank != META_GUESS || byline_is_collective(names.items[0]))) {
            best = declared[i].score;
            *authors = names;
        }
    }
}
