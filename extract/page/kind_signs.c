#include "extract/page/kind_signs.h"

#include <string.h>
#include <strings.h>
#include "common/ascii.h"
#include "common/buf.h"
#include "extract/page/fold.h"
#include "extract/page/text.h"

enum {
    SIGNS_RUN_MIN = 40,      /* bytes of a text node that count as running text */
    SIGNS_HEADLINE_MIN = 18, /* bytes of a link that may be a headline */
    SIGNS_BESIDE_MAX = 25,   /* bytes of text beside a headline: a date, a kicker */
    SIGNS_NAME_SIZE = 256,   /* bytes of a class or id that are looked at */
    SIGNS_LONG = 1500,       /* letters: enough for an article */
    SIGNS_LEVELS = 3         /* how far above a text its headline may stand */
};

/* What a class or id says about all below it. */
enum { NAME_UNKNOWN, NAME_NOTHING, NAME_ASIDE };

struct signs_reader {
    const struct tree *tree;
    uint8_t *names; /* of each value of class or id: NAME_* */
};

/* The beginning of a class or id in lower case: names that say something stand there. */
static const char *signs_lower(char name[SIGNS_NAME_SIZE], const char *value)
{
    size_t length = 0;

    for (; value[length] != '\0' && length + 1 < SIGNS_NAME_SIZE; length++) {
        name[length] = ascii_lower(value[length]);
    }
    name[length] = '\0';
    return name;
}

static bool signs_has_part(const char *lower, const char *const *parts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strstr(lower, parts[i]) != NULL) {
            return true;
        }
    }
    return false;
}

#define SIGNS_HAS(value, parts) signs_has_part((value), (parts), sizeof(parts) / sizeof((parts)[0]))

/* Notices and footers: text, but not the page's. */
static bool signs_value_is_aside(struct signs_reader *reader, uint32_t value)
{
    static const char *const parts[] = {"cookie",  "consent", "gdpr",        "footer", "newsletter",
                                        "comment", "sidebar", "widget-area", "caption"};

    if (value == 0) {
        return false;
    }
    if (reader->names[value] == NAME_UNKNOWN) {
        char name[SIGNS_NAME_SIZE];

        reader->names[value] = SIGNS_HAS(signs_lower(name, reader->tree->values[value]), parts)
                                   ? NAME_ASIDE
                                   : NAME_NOTHING;
    }
    return reader->names[value] == NAME_ASIDE;
}

static bool signs_is_aside(struct signs_reader *reader, uint32_t i)
{
    const struct tree *tree = reader->tree;
    const struct tree_node *nodes = tree->nodes;

    for (; i != tree->body && i != 0; i = nodes[i].parent) {
        bool named = nodes[i].tag == TAG_FOOTER || nodes[i].tag == TAG_NAV ||
                     nodes[i].tag == TAG_ASIDE || nodes[i].tag == TAG_NOSCRIPT ||
                     nodes[i].tag == TAG_DIALOG || nodes[i].tag == TAG_FIGCAPTION ||
                     signs_value_is_aside(reader, nodes[i].class_value) ||
                     signs_value_is_aside(reader, nodes[i].id_value);

        /* what has most of the page's text is not aside, whatever its name */
        if (named && tree_run_bytes(tree, i) * 2 <= tree_run_bytes(tree, tree->body)) {
            return true;
        }
    }
    return false;
}

/* Letters; a sign of a script that parts no words counts for more, since it says more. */
static size_t signs_letters(const char *text)
{
    size_t letters = 0;

    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;

        if (c > ' ' && (c & 0xC0) != 0x80) {
            letters += c >= 0xE3 && c < 0xEE ? 3 : 1;
        }
    }
    return letters;
}

static bool signs_is_words(const xmlNode *node)
{
    return node != NULL && node->type == XML_TEXT_NODE && node->content != NULL &&
           strlen((const char *)node->content) > SIGNS_BESIDE_MAX;
}

/* A link's text that is a headline's: long, and not a part of a sentence. */
static bool signs_is_headline(const struct tree *tree, uint32_t i)
{
    const struct tree_node *node = &tree->nodes[i];

    return node->tag == TAG_A && tree_text_bytes(tree, i) >= SIGNS_HEADLINE_MIN &&
           tree->nodes[node->parent].tag != TAG_P && !signs_is_words(node->node->prev) &&
           !signs_is_words(node->node->next);
}

static bool signs_is_run(const struct tree *tree, uint32_t i)
{
    uint32_t bytes = tree_text_bytes(tree, i);

    return tree->nodes[i].tag == TAG_TEXT && !tree->nodes[i].linked && bytes >= SIGNS_RUN_MIN &&
           (bytes >= SIGNS_RUN_MIN * 3 || signs_letters(tree_content(tree, i)) >= SIGNS_RUN_MIN);
}

/*
 * Whether a running text is a teaser: the last linked headline before it stands behind the running
 * text before it, and not far above both is an element that has both.
 */
static bool signs_is_teaser(const struct tree *tree, uint32_t headline, uint32_t before, uint32_t i)
{
    uint32_t up = i;

    for (int level = 0; level < SIGNS_LEVELS && headline > before; level++) {
        up = tree->nodes[up].parent;
        if (up == tree->body || up == 0) {
            return false;
        }
        if (tree_is_in(tree, headline, up)) {
            return true;
        }
    }
    return false;
}

static void signs_read_element(struct kind_signs *signs, const struct tree *tree, uint32_t i)
{
    const char *type;

    switch (tree->nodes[i].tag) {
    case TAG_IMG:
        signs->images++;
        break;
    case TAG_VIDEO:
    case TAG_AUDIO:
        signs->players++;
        break;
    case TAG_INPUT:
        type = tree_attribute(tree, i, "type");
        signs->passwords += type != NULL && strcasecmp(type, "password") == 0;
        break;
    default:
        break;
    }
}

/* Names that any part of the page has: each distinct one is looked at once. */
static void signs_read_values(struct kind_signs *signs, const struct tree *tree)
{
    static const char *const pages[] = {"pagination", "pager", "page-numbers", "paginator",
                                        "navindex"};
    static const char *const challenges[] = {"captcha", "cf-turnstile", "challenge-", "cf-chl",
                                             "datadome"};
    static const char *const players[] = {"player", "wp-block-embed-video"};

    for (uint32_t i = 1; i < tree->value_count; i++) {
        char name[SIGNS_NAME_SIZE];
        const char *value = signs_lower(name, tree->values[i]);

        signs->pages = signs->pages || SIGNS_HAS(value, pages);
        signs->challenges += SIGNS_HAS(value, challenges);
        signs->players += SIGNS_HAS(value, players);
    }
}

/* Whether some element is one that a script fills: React, Vue, Angular, Next, Nuxt, Fusion. */
static bool signs_find_app(const struct tree *tree)
{
    static const char *const apps[] = {"__next",   "__nuxt", "fusion-app",
                                       "app-root", "svelte", "gatsby-focus-wrapper"};

    for (uint32_t i = tree->body; i < tree->count; i++) {
        char name[SIGNS_NAME_SIZE];
        const char *id = signs_lower(name, tree_id(tree, i));

        if (strcmp(id, "root") == 0 || strcmp(id, "app") == 0 || strcmp(id, "main-app") == 0 ||
            (*id != '\0' && SIGNS_HAS(id, apps)) ||
            (tree->nodes[i].tag == TAG_OTHER &&
             strcmp((const char *)tree->nodes[i].node->name, "app-root") == 0)) {
            return true;
        }
    }
    return false;
}

/* Classes that WordPress, Drupal, TYPO3, Government Site Builder and many others give to <body>. */
static enum signs_template signs_template(const char *classes)
{
    static const struct {
        const char *name;
        enum signs_template template;
    } names[] = {
        {"single", TEMPLATE_ARTICLE},
        {"single-post", TEMPLATE_ARTICLE},
        {"post-template", TEMPLATE_ARTICLE},
        {"page-node-type-article", TEMPLATE_ARTICLE},
        {"page-node-type-news", TEMPLATE_ARTICLE},
        {"node-type-article", TEMPLATE_ARTICLE},
        {"node-type-news", TEMPLATE_ARTICLE},
        {"error404", TEMPLATE_ERROR},
        {"path-404", TEMPLATE_ERROR},
        {"page-404", TEMPLATE_ERROR},
        {"error-404", TEMPLATE_ERROR},
        {"search", TEMPLATE_SEARCH},
        {"search-results", TEMPLATE_SEARCH},
        {"search-no-results", TEMPLATE_SEARCH},
        {"path-search", TEMPLATE_SEARCH},
        {"page-search", TEMPLATE_SEARCH},
        {"archive", TEMPLATE_LISTING},
        {"category", TEMPLATE_LISTING},
        {"tag-template", TEMPLATE_LISTING},
        {"author-template", TEMPLATE_LISTING},
        {"path-taxonomy", TEMPLATE_LISTING},
        {"page-taxonomy", TEMPLATE_LISTING},
        {"post-type-archive", TEMPLATE_LISTING},
        {"home", TEMPLATE_HOME},
        {"blog", TEMPLATE_HOME},
        {"path-frontpage", TEMPLATE_HOME},
        {"front", TEMPLATE_HOME},
        {"home-template", TEMPLATE_HOME},
        {"homepage", TEMPLATE_HOME},
        {"home-page", TEMPLATE_HOME},
        {"startseite", TEMPLATE_HOME},
        {"frontpage", TEMPLATE_HOME},
        {"front-page", TEMPLATE_HOME},
        {"login", TEMPLATE_LOGIN},
        {"path-user", TEMPLATE_LOGIN},
        {"page-user-login", TEMPLATE_LOGIN},
        {"single-format-gallery", TEMPLATE_GALLERY},
        {"single-product", TEMPLATE_PRODUCT},
    };
    enum signs_template found = TEMPLATE_NONE;
    bool article = false;

    while (*classes != '\0') {
        size_t length = strcspn(classes, " \t\r\n");

        for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
            if (strlen(names[i].name) == length &&
                strncasecmp(classes, names[i].name, length) == 0) {
                article = article || names[i].template == TEMPLATE_ARTICLE;
                found = names[i].template > found ? names[i].template : found;
            }
        }
        classes += length;
        classes += strspn(classes, " \t\r\n");
    }
    return article && found < TEMPLATE_ERROR ? TEMPLATE_ARTICLE : found;
}

void kind_signs_read(struct kind_signs *signs, const struct tree *tree, struct arena *arena)
{
    struct signs_reader reader = {.tree = tree};
    uint32_t headline = 0, before = tree->body; /* the last ones */

    *signs = (struct kind_signs){0};
    reader.names = arena_alloc(arena, tree->value_count + 1);
    memset(reader.names, NAME_UNKNOWN, tree->value_count + 1);
    for (uint32_t i = tree->body; i < tree->count; i++) {
        if (tree->nodes[i].tag != TAG_TEXT) {
            if (signs_is_headline(tree, i)) {
                headline = i;
                signs->headlines++;
            }
            signs_read_element(signs, tree, i);
        } else if (signs_is_run(tree, i) && !signs_is_aside(&reader, i)) {
            size_t letters = signs_letters(tree_content(tree, i));

            if (signs_is_teaser(tree, headline, before, i)) {
                signs->teaser += letters;
            } else {
                signs->plain += letters;
                if (signs->plain_count < SIGNS_PLAIN_MAX) {
                    signs->plain_nodes[signs->plain_count++] = i;
                }
            }
            before = i;
        }
    }
    if (signs->plain < SIGNS_LONG) { /* what a long text stands among is not asked for */
        signs_read_values(signs, tree);
        signs->app = signs_find_app(tree);
    }
    signs->template = signs_template(tree_class(tree, tree->body));
}

const char *kind_signs_text(const struct tree *tree, struct arena *arena, uint32_t from, size_t max)
{
    struct buf text = BUF_INIT(max);
    const char *folded;

    for (uint32_t i = from; i < tree->count; i++) {
        if (tree->nodes[i].tag == TAG_FOOTER || tree->nodes[i].tag == TAG_NAV) {
            i = tree->nodes[i].end - 1;
            continue;
        }
        if (tree->nodes[i].tag != TAG_TEXT) {
            continue;
        }
        if (!buf_append_text(&text, tree_content(tree, i)) || !buf_append_char(&text, ' ')) {
            break;
        }
    }
    folded = fold_text(arena, buf_text(&text));
    buf_free(&text);
    return folded;
}
