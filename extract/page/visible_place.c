#include "extract/page/visible_place.h"

#include <string.h>
#include "common/ascii.h"

enum {
    PLACE_TITLE_MIN = 10, /* letters of a title that is worth comparing */
    PLACE_TITLE_PARTS = 6,
    PLACE_H1_FIT = 3,        /* a main heading */
    PLACE_TITLE_FIT = 4,     /* a heading that has the title */
    PLACE_LEVELS = 10,       /* ancestors that are asked for their names */
    PLACE_NEAR_BEFORE = 250, /* bytes between date and headline */
    PLACE_NEAR = 300,
    PLACE_FAR = 900,
    PLACE_SHORT = 70,        /* bytes beside the date in a line that is there for the date */
    PLACE_LONG = 200,        /* more is prose */
    PLACE_FIRST = 3,         /* bytes before a date that a paragraph begins with */
    PLACE_FIRST_PHRASE = 28, /* the same, with "Press release of" */
    PLACE_LINE_GOOD = 80,
    PLACE_TELLING_POSITION = 70,
    PLACE_LINK = 30,   /* bytes of a link beside the date */
    PLACE_ALIKE = 2,   /* other days in the same kind of place make it a list */
    PLACE_TELLING = 40 /* weight of a date that makes an article likely */
};

/* The next letter or digit of ASCII in lower case, or another byte as it is; 0 at the end. */
static char place_letter(const char **text, const char *end)
{
    while (*text < end) {
        char c = *(*text)++;

        if ((unsigned char)c >= 0x80) {
            if ((unsigned char)c == 0xE2 && end - *text >= 2 && (unsigned char)**text == 0x80) {
                *text += 2; /* quotes and dashes are typed in many ways */
                continue;
            }
            return c;
        }
        if (ascii_is_letter(c) || ascii_is_digit(c)) {
            return ascii_lower(c);
        }
    }
    return '\0';
}

/* Whether the line is what stands at `title`, or all of it but its ending. */
static bool place_begins(const char *title, const char *text, size_t length)
{
    const char *end = text + length, *title_end = title + strlen(title);
    size_t same = 0;

    for (;;) {
        char a = place_letter(&text, end), b = place_letter(&title, title_end);

        if (a == '\0' || b == '\0') {
            return same >= PLACE_TITLE_MIN && (a == '\0' || text + 12 > end);
        }
        if (a != b) {
            return false;
        }
        same++;
    }
}

/* The same, also for "Outlet | Title". */
static bool place_is_title(const char *title, const char *text, size_t length)
{
    for (int parts = 0; parts < PLACE_TITLE_PARTS; parts++) {
        if (place_begins(title, text, length)) {
            return true;
        }
        title += strcspn(title, "|-:\xBB\x93\x94");
        if (*title++ == '\0') {
            return false;
        }
    }
    return false;
}

struct place {
    unsigned near; /* names of the two innermost elements that have some */
    unsigned all;
    bool aside, header;
    uint32_t link; /* the <a> it stands in, or 0 */
};

static void place_look(struct place_names *names, uint32_t node, uint32_t headline,
                       struct place *place)
{
    const struct tree *tree = names->tree;
    int named = 0;

    *place = (struct place){0};
    for (int level = 0; level < PLACE_LEVELS && node > 0;
         level++, node = tree->nodes[node].parent) {
        const struct tree_node *item = &tree->nodes[node];
        enum tag tag = (enum tag)item->tag;
        bool shared = headline > 0 && tree_is_in(tree, headline, node);

        if (tag == TAG_BODY || tag == TAG_HTML) {
            break;
        }
        if (tag == TAG_A) {
            place->link = node;
        }
        if (shared) {
            break; /* what the headline stands in too says nothing of the date alone */
        }
        place->header = place->header || tag == TAG_HEADER;
        place->aside = place->aside || tag == TAG_ASIDE || tag == TAG_NAV || tag == TAG_FOOTER;
        if (item->class_value != 0 || item->id_value != 0) {
            unsigned found = place_names_of(names, node);

            if (tree_run_bytes(tree, node) * 10 > tree_run_bytes(tree, tree->body) * 3) {
                found &= ~(unsigned)NAME_ELSEWHERE; /* nearly all of the page is in it */
            }
            place->near |= named < 2 ? found : 0;
            place->all |= found;
            named++;
        }
    }
}

void place_headline_try(struct place_headline *headline, struct place_names *names,
                        const struct meta *meta, const char *text, size_t length, size_t bytes,
                        uint32_t first, uint32_t block)
{
    const char *title = meta->facts[META_TITLE].value;
    const struct tree *tree = names->tree;
    enum tag tag = (enum tag)tree->nodes[block].tag;
    int fit = 0;

    if (bytes < 4 || headline->fit >= 5) {
        return;
    }
    if (title != NULL && bytes >= PLACE_TITLE_MIN && place_is_title(title, text, length)) {
        fit = tag == TAG_H1                    ? 5
              : tag == TAG_H2 || tag == TAG_H3 ? 4
              : tree->nodes[first].linked      ? 0
                                               : 2;
    } else if (bytes >= PLACE_TITLE_MIN) {
        fit = tag == TAG_H1 ? 3 : tag == TAG_H2 && !tree->nodes[first].linked ? 1 : 0;
    }
    if (fit > headline->fit && fit < 5) {
        struct place place;

        place_look(names, first, 0, &place);
        fit = place.aside || (place.all & NAME_ELSEWHERE) != 0 ? 0 : fit;
    }
    if (fit > headline->fit) {
        *headline = (struct place_headline){.node = first, .fit = fit};
    }
}

/* A hundredth of the weight by how far from the headline it stands. */
static int place_distance(const struct place_date *date, const struct place_headline *headline,
                          const struct tree *tree)
{
    uint32_t from, to, bytes;

    if (headline->fit == 0) {
        return 50;
    }
    from = tree->nodes[headline->node].text;
    to = tree->nodes[date->node].text;
    if (to < from || date->node < headline->node) {
        bytes = from - to;
        return bytes <= PLACE_NEAR_BEFORE ? 100 : bytes <= PLACE_NEAR_BEFORE * 3 ? 40 : 10;
    }
    bytes = to - from;
    return bytes <= PLACE_NEAR ? 110 : bytes <= PLACE_FAR ? 85 : bytes <= PLACE_FAR * 4 ? 45 : 30;
}

/* A hundredth of the weight by what else the line has. */
static int place_line(const struct place_date *date)
{
    size_t size = date->date.end - date->date.start;
    size_t rest = date->bytes > size ? date->bytes - size : 0;

    if (date->machine || rest <= PLACE_SHORT) {
        return 100;
    }
    if (rest <= PLACE_LONG &&
        (date->phrase == PHRASE_PUBLISHED || date->phrase == PHRASE_MODIFIED)) {
        return 90;
    }
    if (date->date.start <= PLACE_FIRST ||
        (date->phrase == PHRASE_PUBLISHED && date->date.start <= PLACE_FIRST_PHRASE)) {
        return 80; /* "(5 January 2020) ...": the paragraph begins with it */
    }
    return rest <= PLACE_LONG && date->date.start < 60 ? 50 : 8;
}

/* Microdata belong to the nearest item they stand in: the article, if the headline is in it too;
 * else another article, or a picture. Returns a hundredth of the weight. */
static int place_item(const struct tree *tree, const struct place_date *date,
                      const struct place_headline *headline)
{
    for (uint32_t node = date->node; node > 0; node = tree->nodes[node].parent) {
        if (tree_attribute(tree, node, "itemscope") != NULL) {
            return headline->fit == 0 || tree_is_in(tree, headline->node, node) ? 100 : 30;
        }
    }
    return 0;
}

static uint64_t place_signature(const struct tree *tree, const struct place_date *date)
{
    uint32_t node = date->node, parent;

    if (tree->nodes[node].tag == TAG_TEXT) {
        node = tree->nodes[node].parent;
    }
    parent = tree->nodes[node].parent;
    return (uint64_t)tree->nodes[node].tag << 56 | (uint64_t)tree->nodes[parent].tag << 48 |
           (uint64_t)(tree->nodes[node].class_value & 0xFFFFFF) << 24 |
           (tree->nodes[parent].class_value & 0xFFFFFF);
}

/* How many dates of the page stand in the same kind of place: a list of other articles. Prose tells
 * of several days too, which makes it no list. */
static size_t place_alike(const struct place_date *dates, size_t count, const uint64_t *signatures,
                          size_t i)
{
    size_t alike = 0;

    if (dates[i].bytes > PLACE_LONG) {
        return 0;
    }
    for (size_t k = 0; k < count; k++) {
        alike += signatures[k] == signatures[i] && dates[k].bytes <= PLACE_LONG &&
                 dates[k].date.time.day != dates[i].date.time.day;
    }
    return alike;
}

/* A hundredth of the weight in places where other articles, or readers, are dated. What follows the
 * headline at once may be the article's for all that. */
static int place_elsewhere(const struct tree *tree, const struct place_date *date,
                           const struct place_headline *headline, const struct place *place)
{
    if (headline->fit >= PLACE_TITLE_FIT && date->node > headline->node &&
        tree->nodes[date->node].text - tree->nodes[headline->node].text <= PLACE_NEAR &&
        tree->nodes[date->node].run - tree->nodes[headline->node + 1].run == 0) {
        return 50;
    }
    return (place->all & NAME_COMMENT) != 0 ? 10 : 20;
}

/* Of a place near the headline, or of one that says by itself that the article's date stands there.
 */
static int place_position(const struct place_date *date, const struct place_headline *headline,
                          const struct tree *tree, int line)
{
    int distance = place_distance(date, headline, tree);
    int item =
        date->machine && date->source == DATE_MICRODATA ? place_item(tree, date, headline) : 0;
    bool telling =
        line >= PLACE_LINE_GOOD && (date->phrase == PHRASE_PUBLISHED ||
                                    (date->bytes > PLACE_LONG && date->date.start <= PLACE_FIRST));

    if (item > 0) {
        return item;
    }
    return telling && distance < PLACE_TELLING_POSITION ? PLACE_TELLING_POSITION : distance;
}

/* Whether it stands in the page's header: above the headline, with no text of an article between.
 */
static bool place_is_header(const struct tree *tree, const struct place_date *date,
                            const struct place_headline *headline, const struct place *place)
{
    return headline->fit >= PLACE_H1_FIT && date->node < headline->node &&
           (place->header || (place->all & NAME_HEADER) != 0) &&
           tree->nodes[headline->node].run - tree->nodes[date->node].run < PLACE_NEAR;
}

/* The weight by position, line, words and names; 0: no witness. */
static int place_weight(const struct place_date *date, const struct place_headline *headline,
                        const struct tree *tree, const struct place *place, size_t alike)
{
    int line = place_line(date), position = place_position(date, headline, tree, line);
    int weight = dates_weight(date->source) * position / 100 * line / 100;
    bool header = place_is_header(tree, date, headline, place);

    if (date->phrase == PHRASE_COPYRIGHT || date->phrase == PHRASE_OTHER ||
        (header && position < 100)) {
        return 0; /* in the page's header stands the day on which it was fetched */
    }
    weight += date->phrase == PHRASE_PUBLISHED && line >= PLACE_LINE_GOOD ? 15 : 0;
    weight = date->sentence && date->phrase == PHRASE_NONE ? weight * 60 / 100 : weight;
    weight += (place->near & NAME_PUBLISHED) != 0 ? 10 : (place->near & NAME_DATE) != 0 ? 5 : 0;
    if ((place->all & (NAME_COMMENT | NAME_ELSEWHERE)) != 0 || place->aside) {
        weight = weight * place_elsewhere(tree, date, headline, place) / 100;
    }
    if (place->link != 0 && !date->machine &&
        tree_text_bytes(tree, place->link) > date->date.end - date->date.start + PLACE_LINK) {
        weight = weight * 40 / 100; /* the link's text is of what it leads to */
    }
    weight = header ? weight * 30 / 100 : weight;
    weight = date->date.range ? weight * 30 / 100 : weight;
    weight = date->date.short_year ? weight * 70 / 100 : weight;
    weight = alike >= PLACE_ALIKE && position < 100 ? weight * 35 / 100 : weight;
    return weight > 0 ? weight : 1; /* it may be the only one */
}

static bool place_is_modified(const struct place_date *date, const struct place *place)
{
    return date->phrase == PHRASE_MODIFIED ||
           (date->phrase != PHRASE_PUBLISHED && (place->near & NAME_MODIFIED) != 0 &&
            (place->near & NAME_PUBLISHED) == 0);
}

void place_weigh(const struct place_date *dates, size_t count,
                 const struct place_headline *headline, struct place_names *names,
                 struct meta *meta)
{
    uint64_t *signatures = arena_alloc(meta->arena, (count + 1) * sizeof *signatures);

    for (size_t i = 0; i < count; i++) {
        signatures[i] = place_signature(names->tree, &dates[i]);
    }
    for (size_t i = 0; i < count; i++) {
        const struct place_date *date = &dates[i];
        struct date_witness witness = {.time = date->date.time,
                                       .other = date->date.other,
                                       .order = date->date.order,
                                       .source = date->source};
        struct place place;

        place_look(names, date->node, headline->node, &place);
        witness.weight = place_weight(date, headline, names->tree, &place,
                                      place_alike(dates, count, signatures, i));
        witness.modified = place_is_modified(date, &place);
        if (witness.weight > 0) {
            dates_add(&meta->dates, &witness);
        }
        if (witness.weight >= PLACE_TELLING && meta->facts[META_PUBLISHED].value == NULL) {
            char text[TIMESTAMP_SIZE];

            timestamp_format(&witness.time, text);
            meta->facts[META_PUBLISHED] =
                (struct meta_fact){.value = arena_strdup(meta->arena, text), .rank = META_TEXT};
        }
    }
}
