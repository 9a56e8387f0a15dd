#include "extract/page/visible.h"

#include <string.h>
#include <strings.h>
#include <unicode/uchar.h>
#include "common/ascii.h"
#include "common/buf.h"
#include "common/utf8.h"
#include "extract/page/byline.h"
#include "extract/page/byline_words.h"
#include "extract/page/fold.h"
#include "extract/page/text.h"
#include "extract/page/word_list.h"

enum {
    VISIBLE_HEADING_MAX = 500, /* bytes of text; more are no heading */
    VISIBLE_SPOT_MAX = 240,    /* bytes of text; more are no byline */
    VISIBLE_LEAD_MAX = 200,    /* the same, where only a word such as "by" tells */
    VISIBLE_LINK_MAX = 60,     /* bytes of a link's text; more are no name */
    VISIBLE_PARAGRAPH = 60,    /* bytes of a text that may be a first paragraph */
    VISIBLE_DATELINE_MAX = 60, /* bytes in front of an agency's name in it */
    VISIBLE_AGENCY_MAX = 24,
    VISIBLE_OUTLET_MAX = 80,
    VISIBLE_OUTLETS_MAX = 8,
    VISIBLE_TAGS_MAX = 40,
    VISIBLE_LIST_MAX = 800, /* bytes of text of a list of tags, or of the way from the home page */
    VISIBLE_ELEMENTS_MAX = 40, /* below a byline or heading; more are a part of the page */
    VISIBLE_ABOVE_MAX = 3      /* elements that are looked at above a heading */
};

/* What an element's attributes say, read in one pass. */
struct visible_attributes {
    const char *itemprop, *rel, *href;
};

static struct visible_attributes visible_attributes(const struct tree *tree, uint32_t i)
{
    struct visible_attributes found = {NULL, NULL, NULL};

    for (const xmlAttr *attribute = tree->nodes[i].node->properties; attribute != NULL;
         attribute = attribute->next) {
        const char *key = (const char *)attribute->name;
        const char **value = strcmp(key, "itemprop") == 0 ? &found.itemprop
                             : strcmp(key, "rel") == 0    ? &found.rel
                             : strcmp(key, "href") == 0   ? &found.href
                                                          : NULL;

        if (value != NULL && attribute->children != NULL && attribute->children->content != NULL) {
            *value = (const char *)attribute->children->content;
        }
    }
    return found;
}

/* Whether a list of words has one of them, in whatever case. */
static bool visible_has_word(const char *words, const char *word)
{
    size_t length = strlen(word);

    while (words != NULL && *words != '\0') {
        size_t size = strcspn(words, " \t\r\n");

        if (size == length && strncasecmp(words, word, length) == 0) {
            return true;
        }
        words += size;
        words += strspn(words, " \t\r\n");
    }
    return false;
}

/* Elements that change how text looks, and part no words. */
static bool visible_is_type(enum tag tag)
{
    return tag == TAG_B || tag == TAG_I || tag == TAG_EM || tag == TAG_STRONG || tag == TAG_U ||
           tag == TAG_SUP || tag == TAG_SUB || tag == TAG_MARK || tag == TAG_FONT || tag == TAG_Q ||
           tag == TAG_OTHER;
}

/* How to read the signs of East Asia, printed above them. */
static bool visible_is_reading(const struct tree *tree, uint32_t i)
{
    return tree->nodes[i].tag == TAG_OTHER &&
           (strcmp((const char *)tree->nodes[i].node->name, "rt") == 0 ||
            strcmp((const char *)tree->nodes[i].node->name, "rp") == 0);
}

/* The element whose line a text node stands in. */
static uint32_t visible_container(const struct tree *tree, uint32_t i)
{
    do {
        i = tree->nodes[i].parent;
    } while (i != 0 && visible_is_type((enum tag)tree->nodes[i].tag));
    return i;
}

/* Each line tidied, empty ones left out; NULL when none is left. */
static const char *visible_tidy_lines(struct arena *arena, const char *lines)
{
    char *result = arena_alloc(arena, strlen(lines) * 2 + 2), *out = result;

    while (*lines != '\0') {
        size_t length = strcspn(lines, "\n");
        const char *line = text_tidy_bytes(arena, lines, length);

        if (line != NULL) {
            memcpy(out, line, strlen(line));
            out += strlen(line);
            *out++ = '\n';
        }
        lines += length + (lines[length] != '\0');
    }
    if (out == result) {
        return NULL;
    }
    out[-1] = '\0';
    return result;
}

enum visible_lines {
    LINES_ALL,     /* a line for each element, but those that only change the type */
    LINES_SHOWN,   /* the same, without kickers and what is hidden */
    LINES_ELEMENTS /* of what is shown, a line for each element */
};

/* The text of an element that has `max` bytes at most. */
static const char *visible_lines(struct visible *visible, uint32_t i, size_t max,
                                 enum visible_lines lines_of)
{
    const struct tree *tree = visible->tree;
    uint32_t end = tree->nodes[i].end, container = TREE_NONE, node = i;
    struct buf lines = BUF_INIT(max * 4 + 256);
    const char *result = NULL;
    bool fits = tree_text_bytes(tree, i) > 0 && tree_text_bytes(tree, i) <= max &&
                end - i <= VISIBLE_ELEMENTS_MAX;

    while (fits && node < end) {
        if (tree->nodes[node].tag == TAG_TEXT) {
            uint32_t own = lines_of == LINES_ELEMENTS ? tree->nodes[node].parent
                                                      : visible_container(tree, node);

            fits = container == own || buf_append_char(&lines, '\n');
            container = own;
            for (const char *p = tree_content(tree, node); fits && *p != '\0'; p++) {
                fits = buf_append_char(&lines, *p == '\n' ? ' ' : *p);
            }
            node++;
        } else if ((node != i && lines_of != LINES_ALL &&
                    (class_mark_of(&visible->marks, node) & (MARK_KICKER | MARK_HIDDEN)) != 0) ||
                   visible_is_reading(tree, node)) {
            container = TREE_NONE;
            node = tree->nodes[node].end;
        } else {
            container = tree->nodes[node].tag == TAG_BR ? TREE_NONE : container;
            node++;
        }
    }
    if (fits) {
        result = visible_tidy_lines(visible->arena, buf_text(&lines));
    }
    buf_free(&lines);
    return result;
}

bool visible_is_home(const char *href)
{
    const char *scheme = href == NULL ? NULL : strstr(href, "://"), *next;

    if (href == NULL) {
        return false;
    }
    while (scheme != NULL && (next = strstr(scheme + 3, "://")) != NULL) {
        scheme = next;
    }
    if (scheme == NULL) {
        return strcmp(href, "/") == 0;
    }
    scheme += 3;
    scheme += strcspn(scheme, "/?#");
    return strcmp(scheme, "") == 0 || strcmp(scheme, "/") == 0;
}

/* What is called so links home: a heading with it is the outlet's name. */
static bool visible_links_home(const struct tree *tree, uint32_t heading)
{
    uint32_t i = heading;

    for (int up = 0; up < VISIBLE_ABOVE_MAX && i != 0; up++) {
        i = tree->nodes[i].parent;
        if (tree->nodes[i].tag == TAG_A && visible_is_home(tree_attribute(tree, i, "href"))) {
            return true;
        }
    }
    for (i = heading + 1; i < tree->nodes[heading].end; i++) {
        if (tree->nodes[i].tag == TAG_A && visible_is_home(tree_attribute(tree, i, "href"))) {
            return true;
        }
    }
    return false;
}

/* A part of a URL's path that leads to people: "/autor/", "?author=". */
static bool visible_is_author_path(const char *href)
{
    static const char *const words[WORD_LISTS] = {
        " author/a authors/a autor/a autoren/a autores/a autori/a autore/a auteur/a auteurs/a ",
        NULL,
        " columnist/a columnists/a contributor/a contributors/a colaborador/a ",
        NULL,
        NULL,
        NULL,
        NULL,
        NULL,
        NULL,
        " journalist/a journalists/a journaliste/a journalistes/a jornalista/a ",
        NULL,
        NULL,
        NULL,
        NULL,
        NULL,
        " periodista/a periodistas/a profil/a profile/a people/a person/a ",
        NULL,
        " reporter/a reporters/a redakteur/a redaktion/a redactor/a redactores/a ",
        " staff/a skribent/a schrijver/a ",
        NULL,
        " user/a users/a ",
        NULL,
        " writer/a writers/a ",
        NULL,
        " yazar/a yazarlar/a ",
        NULL,
        NULL};
    const char *p = href == NULL ? NULL : strpbrk(href, "/?");

    while (p != NULL) {
        char word[WORD_MAX];
        size_t length = 0;

        p++;
        while (ascii_is_letter(p[length]) && length + 1 < sizeof word) {
            word[length] = ascii_lower(p[length]);
            length++;
        }
        word[length] = '\0';
        if ((p[length] == '/' || p[length] == '=') && p[length + 1] != '\0' &&
            word_list_find(words, word) != NULL) {
            return true;
        }
        p = strpbrk(p + length, "/?");
    }
    return false;
}

static void visible_add_heading(struct visible *visible, uint32_t i, unsigned marks, bool property)
{
    struct visible_heading *heading = &visible->headings[visible->heading_count];
    const char *whole;

    if (visible->heading_count >= VISIBLE_HEADINGS_MAX ||
        (whole = visible_lines(visible, i, VISIBLE_HEADING_MAX, LINES_ALL)) == NULL) {
        return;
    }
    *heading =
        (struct visible_heading){.node = i, .marks = marks, .whole = whole, .property = property};
    heading->text = visible_lines(visible, i, VISIBLE_HEADING_MAX, LINES_SHOWN);
    heading->parts = visible_lines(visible, i, VISIBLE_HEADING_MAX, LINES_ELEMENTS);
    heading->outlet = (marks & MARK_SITE) != 0 || visible_links_home(visible->tree, i);
    visible->heading_count++;
}

static void visible_add_spot(struct visible *visible, uint32_t i, enum visible_reason reason,
                             size_t max)
{
    const char *text;

    if (visible->spot_count < VISIBLE_SPOTS_MAX &&
        (text = visible_lines(visible, i, max, LINES_ALL)) != NULL) {
        visible->spots[visible->spot_count++] =
            (struct visible_spot){.node = i, .reason = reason, .text = text};
    }
}

/* Below an element with itemprop="author", the one with itemprop="name". */
static uint32_t visible_name_of(const struct tree *tree, uint32_t i)
{
    uint32_t end = tree->nodes[i].end;

    for (uint32_t n = i + 1; n < end && n - i < VISIBLE_ELEMENTS_MAX; n++) {
        if (tree->nodes[n].tag != TAG_TEXT &&
            visible_has_word(tree_attribute(tree, n, "itemprop"), "name")) {
            return n;
        }
    }
    return i;
}

/* The first word of a text, in small letters; "" when it is long, or none. */
static void visible_first_word(const char *text, char word[WORD_MAX])
{
    int32_t at = 0, length;
    size_t out = 0;

    text += strspn(text, " \t\r\n");
    length = (int32_t)strnlen(text, WORD_MAX);
    while (at < length && out + 4 < WORD_MAX) {
        UChar32 c = utf8_next(text, &at, length);

        if (c <= ' ' || c == ':' || c == 0xA0 || c == 0xFF1A) {
            break;
        }
        out += utf8_append(word + out, u_tolower(c));
    }
    word[out + 4 < WORD_MAX ? out : 0] = '\0';
}

/* "LISBON (Lusa) - The bridge ...", "Hamburg (dpa/lno) - ..." */
static void visible_read_dateline(struct visible *visible, const char *text, uint32_t i)
{
    const char *open, *close;
    char agency[VISIBLE_AGENCY_MAX + 1], word[WORD_MAX];
    size_t length;

    text += strspn(text, " \t\r\n");
    open = memchr(text, '(', strnlen(text, VISIBLE_DATELINE_MAX));
    close = open == NULL ? NULL : memchr(open, ')', strnlen(open, VISIBLE_AGENCY_MAX));
    if (close == NULL || visible->spot_count >= VISIBLE_SPOTS_MAX) {
        return;
    }
    length = (size_t)(close - open) - 1;
    memcpy(agency, open + 1, length);
    agency[length] = '\0';
    visible_first_word(agency, word);
    word[strcspn(word, "/-")] = '\0';
    if ((byline_word(word) & BYLINE_AGENCY) != 0) {
        visible->spots[visible->spot_count++] = (struct visible_spot){
            .node = i, .reason = VISIBLE_AGENCY, .text = arena_strdup(visible->arena, agency)};
    }
}

/* "By ...", "Autor: ..." in a text node: the line it begins. */
static void visible_read_text(struct visible *visible, uint32_t i)
{
    const struct tree *tree = visible->tree;
    const char *text = tree_content(tree, i);
    enum byline_begin begin;
    char word[WORD_MAX];
    uint32_t block = i;

    if (tree_text_bytes(tree, i) >= VISIBLE_PARAGRAPH && !tree->nodes[i].linked) {
        visible_read_dateline(visible, text, i);
    }
    if (tree_text_bytes(tree, i) < 2 || (tree->nodes[i].linked && strchr(text, ':') == NULL) ||
        tree_text_bytes(tree, i) > VISIBLE_LEAD_MAX) {
        return;
    }
    visible_first_word(text, word);
    if ((byline_word(word) & (BYLINE_LEAD | BYLINE_GENRE)) == 0 ||
        (begin = byline_begins(text)) == BYLINE_BEGINS_NONE) {
        return;
    }
    /* up to the element that has a name beside the word */
    do {
        block = tree->nodes[block].parent;
    } while (block != 0 && tree_text_bytes(tree, block) == tree_text_bytes(tree, i) &&
             byline_is_lead(text));
    visible_add_spot(visible, block, begin == BYLINE_BEGINS_LABEL ? VISIBLE_LABEL : VISIBLE_LEAD,
                     VISIBLE_LEAD_MAX);
}

/* What a link home is called: by text, or by the picture in it. Of links with a host only those to
 * the first count; others lead to friends. */
static void visible_add_outlet(struct visible *visible, uint32_t i, const char *href)
{
    const struct tree *tree = visible->tree;
    const char *name;
    uint32_t image;

    if (visible->outlets.count >= VISIBLE_OUTLETS_MAX) {
        return;
    }
    if (*href != '/') {
        visible->home = visible->home == NULL ? href : visible->home;
        if (strcmp(visible->home, href) != 0) {
            return;
        }
    }
    name = tree_text(tree, visible->arena, i, VISIBLE_OUTLET_MAX);
    image = name == NULL ? tree_first(tree, i, TAG_IMG) : TREE_NONE;
    name =
        image == TREE_NONE ? name : text_tidy(visible->arena, tree_attribute(tree, image, "alt"));
    if (name != NULL && strlen(name) <= VISIBLE_OUTLET_MAX) {
        string_list_add(visible->arena, &visible->outlets, name);
    }
}

static void visible_add_tag(struct visible *visible, uint32_t link)
{
    const char *tag = tree_text(visible->tree, visible->arena, link, VISIBLE_LINK_MAX);

    if (tag != NULL && visible->tags.count < VISIBLE_TAGS_MAX) {
        string_list_add(visible->arena, &visible->tags, tag);
    }
}

/* A list that has hardly more than links, called "tags": unless links said rel="tag". */
static void visible_read_tags(struct visible *visible, uint32_t i)
{
    const struct tree *tree = visible->tree;

    if (visible->tags.count > 0 || tree_text_bytes(tree, i) > VISIBLE_LIST_MAX ||
        tree_link_bytes(tree, i) * 10 < tree_text_bytes(tree, i) * 6) {
        return;
    }
    for (uint32_t n = i; n < tree->nodes[i].end; n++) {
        if (tree->nodes[n].tag == TAG_A) {
            visible_add_tag(visible, n);
        }
    }
}

/* "Home > Politics > Headline": Politics. */
static void visible_read_crumbs(struct visible *visible, uint32_t i)
{
    static const char *const home[] = {
        "home",     "homepage", "home page", "startseite", "start",    "inicio",        "início",
        "portada",  "accueil",  "hem",       "hjem",       "forside",  "etusivu",       "główna",
        "anasayfa", "beranda",  "главная",   "главна",     "kezdőlap", "strona główna", "titulní"};
    const struct tree *tree = visible->tree;

    if (tree_text_bytes(tree, i) > VISIBLE_LIST_MAX) {
        return;
    }
    for (uint32_t n = i; n < tree->nodes[i].end && visible->crumb == NULL; n++) {
        const char *name = tree->nodes[n].tag != TAG_A
                               ? NULL
                               : tree_text(tree, visible->arena, n, VISIBLE_LINK_MAX);
        bool skip = name == NULL || visible_is_home(tree_attribute(tree, n, "href"));

        for (size_t k = 0; k < sizeof home / sizeof home[0] && !skip; k++) {
            skip = fold_has(fold_text(visible->arena, name), home[k]);
        }
        visible->crumb = skip ? NULL : name;
    }
}

static void visible_read_element(struct visible *visible, uint32_t i, unsigned marks)
{
    const struct tree *tree = visible->tree;
    const enum tag tag = (enum tag)tree->nodes[i].tag;
    const struct visible_attributes found = visible_attributes(tree, i);
    bool headline = visible_has_word(found.itemprop, "headline");

    if (tag == TAG_H1 || tag == TAG_H2 || headline ||
        ((marks & MARK_HEADLINE) != 0 && tree_text_bytes(tree, i) <= VISIBLE_HEADING_MAX)) {
        visible_add_heading(visible, i, marks, headline);
    }
    if (tag == TAG_A && visible_is_home(found.href)) {
        visible_add_outlet(visible, i, found.href);
    }
    if (visible->section == NULL && (visible_has_word(found.itemprop, "articleSection") ||
                                     visible_has_word(found.rel, "category"))) {
        visible->section = tree_text(tree, visible->arena, i, VISIBLE_OUTLET_MAX);
    } else if (visible_has_word(found.rel, "tag")) {
        visible_add_tag(visible, i);
    }
    if (visible_has_word(found.itemprop, "author") || visible_has_word(found.itemprop, "creator")) {
        visible_add_spot(visible, visible_name_of(tree, i), VISIBLE_PROPERTY, VISIBLE_SPOT_MAX);
    } else if (visible_has_word(found.rel, "author")) {
        visible_add_spot(visible, i, VISIBLE_REL, VISIBLE_SPOT_MAX);
    } else if (tag == TAG_A && visible_is_author_path(found.href)) {
        visible_add_spot(visible, i, VISIBLE_LINK, VISIBLE_LINK_MAX);
    } else if ((marks & MARK_AUTHOR) != 0 ||
               (marks & (MARK_VCARD | MARK_POST)) == (MARK_VCARD | MARK_POST)) {
        visible_add_spot(visible, i, (marks & MARK_ABOUT) != 0 ? VISIBLE_ABOUT : VISIBLE_CLASS,
                         VISIBLE_SPOT_MAX);
    }
}

/* <h1 class="entry-title"> */
static bool visible_has_headline(struct visible *visible, uint32_t i)
{
    for (uint32_t n = i + 1; n < visible->tree->nodes[i].end; n++) {
        if (visible->tree->nodes[n].tag == TAG_H1 &&
            (class_mark_of(&visible->marks, n) & (MARK_HEADLINE | MARK_POST)) ==
                (MARK_HEADLINE | MARK_POST)) {
            return true;
        }
    }
    return false;
}

/* Whether what stands below belongs to other articles, to readers, or to no article at all. */
static bool visible_is_elsewhere(struct visible *visible, uint32_t i, unsigned marks)
{
    const struct tree *tree = visible->tree;
    const enum tag tag = (enum tag)tree->nodes[i].tag;
    bool margin =
        tag == TAG_NAV || tag == TAG_ASIDE || tag == TAG_FOOTER || (marks & MARK_MARGIN) != 0;

    if (tag == TAG_HEAD || tag == TAG_SELECT || tag == TAG_BUTTON) {
        return true;
    }
    if ((marks & MARK_OTHERS) == 0 && (!margin || (marks & (MARK_POST | MARK_AUTHOR)) != 0)) {
        return false;
    }
    /* what holds most of the page's text, or its headline, is the page */
    return tag != TAG_BODY && tag != TAG_HTML && tag != TAG_MAIN && tag != TAG_ARTICLE &&
           tree_run_bytes(tree, i) * 2 <= tree_run_bytes(tree, 0) &&
           !visible_has_headline(visible, i);
}

void visible_read(struct visible *visible, const struct tree *tree, struct arena *arena)
{
    uint32_t i = 1;

    *visible = (struct visible){.tree = tree, .arena = arena};
    class_mark_start(&visible->marks, tree, arena);
    while (i < tree->count) {
        unsigned marks;

        if (tree->nodes[i].tag == TAG_TEXT) {
            visible_read_text(visible, i++);
            continue;
        }
        marks = class_mark_of(&visible->marks, i);
        if ((marks & MARK_BREADCRUMB) != 0 && visible->crumb == NULL) {
            visible_read_crumbs(visible, i);
        }
        if (visible_is_elsewhere(visible, i, marks)) {
            i = tree->nodes[i].end;
            continue;
        }
        visible_read_element(visible, i, marks);
        if ((marks & MARK_TAGS) != 0) {
            visible_read_tags(visible, i);
        }
        i++;
    }
}
