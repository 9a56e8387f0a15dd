#include "extract/page/noise.h"

#include <string.h>
#include <strings.h>
#include "extract/page/text.h"

enum {
    NOISE_SMALL = 300,   /* bytes that a byline may have */
    NOISE_LEAD_MIN = 80, /* bytes without a link that may lead in, whatever else it is called */
    NOISE_CONTENT_RANK_MIN = 7 /* names that are the article's alone */
};

static const double noise_protect = 0.6; /* a part with so much of the text is the article ... */
static const double noise_protect_article = 0.25; /* ... and an <article> with so much */
static const double noise_protect_marked = 0.2;   /* ... and a part with what only an article has */
static const double noise_links = 0.2;

/* What stands in all nodes before one. */
struct noise_marks {
    uint32_t article; /* names that only an article has, and main headings */
    uint32_t quotes;
    uint32_t framed; /* quotations, tables and code, which some put into <figure> */
};

/* Never text. */
static bool noise_is_void(enum tag tag)
{
    switch (tag) {
    case TAG_SCRIPT:
    case TAG_STYLE:
    case TAG_IFRAME:
    case TAG_OBJECT:
    case TAG_EMBED:
    case TAG_SVG:
    case TAG_FORM:
    case TAG_BUTTON:
    case TAG_INPUT:
    case TAG_SELECT:
    case TAG_OPTION:
    case TAG_TEXTAREA:
    case TAG_NAV:
    case TAG_FOOTER:
    case TAG_TEMPLATE:
    case TAG_CANVAS:
    case TAG_AUDIO:
    case TAG_VIDEO:
    case TAG_MAP:
    case TAG_DIALOG:
    case TAG_MENU:
    case TAG_FIGCAPTION:
    case TAG_HEAD:
    case TAG_MATH:
    case TAG_LABEL:
    case TAG_ADDRESS:
        return true;
    default:
        return false;
    }
}

/* Elements of AMP (amp.dev) that hold no text of an article. */
static bool noise_is_amp(const xmlNode *node)
{
    static const char *const names[] = {
        "amp-ad",   "amp-carousel",  "amp-consent", "amp-embed",        "amp-lightbox",
        "amp-list", "amp-next-page", "amp-sidebar", "amp-social-share", "amp-user-notification"};
    const char *name = (const char *)node->name;

    for (size_t i = 0; strncmp(name, "amp-", 4) == 0 && i < sizeof names / sizeof *names; i++) {
        if (strcmp(name, names[i]) == 0) {
            return true;
        }
    }
    return false;
}

static bool noise_role(const char *role)
{
    static const char *const roles[] = {"navigation", "complementary", "contentinfo", "banner",
                                        "search",     "dialog",        "menu",        "alert",
                                        "toolbar",    "tablist"};

    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        if (strcasecmp(role, roles[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* Hidden, or with a role that no article has. */
static bool noise_by_attributes(const xmlNode *node)
{
    for (const xmlAttr *attribute = node->properties; attribute != NULL;
         attribute = attribute->next) {
        const char *name = (const char *)attribute->name;
        const char *value = attribute->children == NULL || attribute->children->content == NULL
                                ? ""
                                : (const char *)attribute->children->content;

        if (strcmp(name, "hidden") == 0 ||
            (strcmp(name, "aria-hidden") == 0 && strcmp(value, "true") == 0) ||
            (strcmp(name, "role") == 0 && noise_role(value)) ||
            (strcmp(name, "style") == 0 &&
             (text_contains(value, "display:none") || text_contains(value, "display: none") ||
              text_contains(value, "visibility:hidden")))) {
            return true;
        }
    }
    return false;
}

/* Signs within a sentence: their names tell how it looks. */
static bool noise_is_inline(enum tag tag)
{
    switch (tag) {
    case TAG_A:
    case TAG_B:
    case TAG_EM:
    case TAG_FONT:
    case TAG_I:
    case TAG_STRONG:
    case TAG_U:
    case TAG_TIME:
        return true;
    default:
        return false;
    }
}

static bool noise_by_name(const struct tree *tree, const struct names *names,
                          const struct noise_marks *marks, uint32_t i)
{
    const struct tree_node *node = &tree->nodes[i];
    unsigned flags = names_flags(tree, names, i);
    uint32_t text = tree_text_bytes(tree, i);

    if (noise_is_inline((enum tag)node->tag) ||
        (node->tag >= TAG_H1 && node->tag <= TAG_H6 && node->tag != TAG_HEAD) ||
        names_rank(tree, names, i) >= NOISE_CONTENT_RANK_MIN) {
        return false;
    }
    if ((flags & NAMES_LEAD) != 0 && (flags & NAMES_STRONG) == 0 && tree_link_bytes(tree, i) == 0 &&
        text >= NOISE_LEAD_MIN) {
        return false;
    }
    if ((flags & NAMES_NOISE) != 0) {
        return true;
    }
    if (node->tag == TAG_SPAN) {
        return false;
    }
    if ((flags & NAMES_EMBED) != 0 && marks[node->end].quotes == marks[i].quotes) {
        return true;
    }
    if ((flags & NAMES_LINKED) != 0 && marks[node->end].quotes == marks[i].quotes &&
        tree_link_bytes(tree, i) > noise_links * text) {
        return true;
    }
    return (flags & NAMES_SMALL) != 0 && (flags & NAMES_LEAD) == 0 && text < NOISE_SMALL &&
           node->tag != TAG_P;
}

/* Comments and teasers, in the sense of HTML. */
static bool noise_in_article(const struct tree *tree, uint32_t i)
{
    while (i != 0) {
        i = tree->nodes[i].parent;
        if (tree->nodes[i].tag == TAG_ARTICLE) {
            return true;
        }
    }
    return false;
}

static bool noise_is(const struct tree *tree, const struct names *names, bool lenient,
                     const struct noise_marks *marks, uint32_t i)
{
    const struct tree_node *node = &tree->nodes[i];
    double run = tree_run_bytes(tree, i), total = tree_run_bytes(tree, 0);
    bool hidden, marked;
    double share;

    switch (node->tag) {
    case TAG_TEXT:
    case TAG_HTML:
    case TAG_BODY:
    case TAG_MAIN:
        return false;
    case TAG_FORM: /* one around the whole page is how some servers work */
        return run <= noise_protect_marked * total;
    case TAG_FIGURE:
        return marks[node->end].framed == marks[i].framed;
    default:
        break;
    }
    if (noise_is_void((enum tag)node->tag) ||
        (node->tag == TAG_OTHER && noise_is_amp(node->node))) {
        return true;
    }
    if (lenient) {
        return (names_flags(tree, names, i) & NAMES_STRONG) != 0 &&
               marks[node->end].article == marks[i].article;
    }
    hidden = noise_by_attributes(node->node);
    if (!hidden && node->tag != TAG_ASIDE && !noise_by_name(tree, names, marks, i) &&
        (node->tag != TAG_ARTICLE || !noise_in_article(tree, i) ||
         tree_link_bytes(tree, i) <= noise_links * tree_text_bytes(tree, i))) {
        return false;
    }
    marked = marks[node->end].article > marks[i].article && !hidden;
    if (total == 0 ||
        (!marked && (names_flags(tree, names, i) & (NAMES_STRONG | NAMES_BESIDE)) != 0)) {
        return true;
    }
    share = node->tag == TAG_ARTICLE ? noise_protect_article
            : marked                 ? noise_protect_marked
                                     : noise_protect;
    return run < share * total;
}

void noise_mark(const struct tree *tree, const struct names *names, bool lenient,
                struct arena *arena, struct noise *noise)
{
    struct noise_marks *marks = arena_alloc(arena, (tree->count + 1) * sizeof *marks);

    noise->names = names;
    noise->cut = arena_alloc(arena, tree->count + 1);
    noise->run = arena_alloc(arena, (tree->count + 1) * sizeof *noise->run);
    for (uint32_t i = 0; i < tree->count; i++) {
        enum tag tag = (enum tag)tree->nodes[i].tag;

        marks[i + 1] = marks[i];
        marks[i + 1].quotes += tag == TAG_BLOCKQUOTE;
        marks[i + 1].framed += tag == TAG_BLOCKQUOTE || tag == TAG_TABLE || tag == TAG_PRE;
        marks[i + 1].article += tag == TAG_H1 || (tag != TAG_TEXT && names_rank(tree, names, i) >=
                                                                         NOISE_CONTENT_RANK_MIN);
    }
    for (uint32_t i = 0; i < tree->count;) {
        noise->cut[i] = noise_is(tree, names, lenient, marks, i);
        if (noise->cut[i]) {
            for (uint32_t start = i; i < tree->nodes[start].end; i++) {
                noise->run[i + 1] = noise->run[start];
            }
        } else {
            bool text = tree->nodes[i].tag == TAG_TEXT;

            noise->run[i + 1] =
                noise->run[i] + (text ? tree->nodes[i + 1].run - tree->nodes[i].run : 0);
            i++;
        }
    }
}

uint32_t noise_run_bytes(const struct tree *tree, const struct noise *noise, uint32_t i)
{
    return noise->run[tree->nodes[i].end] - noise->run[i];
}
