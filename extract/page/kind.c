#include "extract/page/kind.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>
#include "common/ascii.h"
#include "extract/page/fold.h"
#include "extract/page/kind_phrase.h"
#include "extract/page/kind_signs.h"
#include "extract/page/text.h"

/* Letters are those of running text (kind_signs.h), words those of the body found: 5 to 1. */
enum {
    KIND_SURE = 1500,          /* letters: an outlet's article of this length needs no more proof */
    KIND_NOTICE_MAX = 1400,    /* letters: what stands in an article's place is shorter */
    KIND_NOTICE_BYTES = 6000,  /* of the whole page's text ... */
    KIND_CHECK_BYTES = 2500,   /* ... of a test for humans */
    KIND_SHELL_BYTES = 600,    /* ... of a page that scripts fill */
    KIND_WALL_OTHER = 200,     /* letters about something else than consent */
    KIND_WALL_LINKS = 500,     /* bytes of links on a page that only asks for consent */
    KIND_TEXT_MAX = 16 * 1024, /* bytes in which sentences are looked for ... */
    KIND_OFFER_LETTERS = 250,  /* of an offer's sentences that name no subscription */
    KIND_OFFER_MAX = 1500,     /* ... and of an offer behind the free text */
    KIND_STUB_WORDS = 160,     /* the free beginning of an article */
    KIND_TITLES_MAX = 12,
    KIND_TITLE_BYTES = 200,
    KIND_WORDS_MIN = 25,       /* fewer are no article ... */
    KIND_DATED_WORDS_MIN = 15, /* ... unless there is a date ... */
    KIND_SAID_WORDS_MIN = 8,   /* ... or the outlet says that it is one */
    KIND_LIST_PROOF = 4
};

struct kind_case {
    const struct tree *tree;
    const struct meta *meta;
    const struct body *body;
    struct arena *arena;
    struct kind_signs signs;
    const char *path; /* of the page's URL with its query, or NULL */
    const char *titles[KIND_TITLES_MAX];
    size_t title_count;
    const char *text;  /* all of it, folded; only of a short page */
    size_t words;      /* of the body */
    size_t bytes;      /* of all text of the page */
    bool says_article; /* the outlet says so */
    bool dated;        /* with a date for machines */
};

static const struct {
    const char *reason, *message;
} kinds[KIND_COUNT] = {
    [KIND_ARTICLE] = {"article", "an article"},
    [KIND_HOME] = {"home_page",
                   "it is the outlet's front page; name a feed, a sitemap or a listing "
                   "source instead"},
    [KIND_LISTING] = {"listing_page", "it is a list of articles (section, topic, tag or author); "
                                      "read it as a listing source, or exclude such URLs"},
    [KIND_SEARCH] = {"search_page",
                     "it shows results of a search; exclude such URLs from the source"},
    [KIND_GALLERY] = {"gallery_page",
                      "it has pictures with captions and no text; exclude such URLs"},
    [KIND_VIDEO] = {"video_page", "it has a video or audio and no text; exclude such URLs"},
    [KIND_PRODUCT] = {"product_page", "it offers something for sale; exclude such URLs"},
    [KIND_LOGIN] = {"login_page", "the server asks for a login or registration in the article's "
                                  "place; if all pages do, remove the source"},
    [KIND_ERROR] = {"error_page", "the server says with status 200 that there is no such page, or "
                                  "that it cannot show it; it is not asked again"},
    [KIND_CONSENT] = {"consent_wall", "the server asks for consent to cookies before it shows the "
                                      "article; use the outlet's feed if that has the text"},
    [KIND_PAYWALL] = {"paywall_stub", "only the beginning is free, the rest is for subscribers; if "
                                      "all pages are so, remove the source"},
    [KIND_BOT] = {"bot_check", "the server wants to know whether a human reads; make the source's "
                               "delay longer, or ask the outlet for access"},
    [KIND_SHELL] = {"script_shell", "it is empty until scripts have filled it; use the outlet's "
                                    "feed if that has the text"},
    [KIND_SHORT] = {"too_short", "it has too few words for an article"},
};

const char *kind_reason(enum kind kind)
{
    return kinds[kind].reason;
}

const char *kind_message(enum kind kind)
{
    return kinds[kind].message;
}

size_t kind_words(const char *text)
{
    size_t words = 0, unparted = 0;
    bool inside = false;

    for (; text != NULL && *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text, next = (unsigned char)text[1];

        if (ascii_is_space(*text)) {
            inside = false;
        } else if ((c >= 0xE3 && c <= 0xE9) || (c == 0xE0 && next >= 0xB8 && next <= 0xBB)) {
            unparted++;
            inside = false;
        } else if ((c & 0xC0) != 0x80 && !inside) {
            words++;
            inside = true;
        }
    }
    return words + unparted / 2;
}

/* "Page not found | The Outlet": each part by itself. */
static void kind_add_title(struct kind_case *page, const char *title)
{
    static const char *const separators[] = {" | ", " - ", " – ", " — ", " ‹ ", " » ", " · ", ": "};

    while (title != NULL && *title != '\0' && page->title_count < KIND_TITLES_MAX) {
        size_t length = strlen(title), skip = 0;

        for (size_t i = 0; i < sizeof separators / sizeof separators[0]; i++) {
            const char *found = strstr(title, separators[i]);

            if (found != NULL && (size_t)(found - title) < length) {
                length = (size_t)(found - title);
                skip = strlen(separators[i]);
            }
        }
        if (length > 0 && length < KIND_TITLE_BYTES) {
            const char *folded = fold_text(page->arena, arena_strndup(page->arena, title, length));
            bool known = *folded == '\0';

            for (size_t i = 0; i < page->title_count && !known; i++) {
                known = strcmp(page->titles[i], folded) == 0;
            }
            page->titles[page->title_count] = folded;
            page->title_count += !known;
        }
        title += length + skip;
    }
}

static void kind_read_titles(struct kind_case *page)
{
    const struct tree *tree = page->tree;
    uint32_t heading = tree_first(tree, tree->body, TAG_H1);

    kind_add_title(page, page->meta->head_title);
    if (heading == TREE_NONE) {
        heading = tree_first(tree, tree->body, TAG_H2);
    }
    if (heading != TREE_NONE) {
        kind_add_title(page, tree_text(tree, page->arena, heading, KIND_TITLE_BYTES));
    }
    kind_add_title(page, page->meta->facts[META_TITLE].value);
}

static bool kind_titled(const struct kind_case *page, enum kind_phrase phrase)
{
    for (size_t i = 0; i < page->title_count; i++) {
        if (kind_phrase_starts(phrase, page->titles[i])) {
            return true;
        }
    }
    return false;
}

static bool kind_says(const struct kind_case *page, enum kind_phrase phrase)
{
    return page->text != NULL && kind_phrase_in(phrase, page->text);
}

static bool kind_type_is(const struct kind_case *page, const char *type)
{
    return page->meta->type != NULL && strcmp(page->meta->type, type) == 0;
}

static bool kind_og_is(const struct kind_case *page, const char *type)
{
    return page->meta->og_type != NULL && text_starts(page->meta->og_type, type);
}

/* Whether a part of the path, between slashes, begins with one of the words. */
static bool kind_path_has(const struct kind_case *page, const char *const *words, size_t count)
{
    for (const char *part = page->path; part != NULL; part = strchr(part, '/')) {
        part += *part == '/';
        for (size_t i = 0; i < count; i++) {
            size_t length = strlen(words[i]);

            if (strncasecmp(part, words[i], length) == 0 &&
                strchr("/?-_.s", part[length]) != NULL) {
                return true;
            }
        }
    }
    return false;
}

#define KIND_PATH_HAS(page, words)                                                                 \
    kind_path_has((page), (words), sizeof(words) / sizeof((words)[0]))

/* What stands behind the host, with the query; NULL if the URL has no path. */
static const char *kind_path(const char *url)
{
    const char *host = url == NULL ? NULL : strstr(url, "://");

    if (host == NULL) {
        return url != NULL && *url == '/' ? url : NULL;
    }
    host = strchr(host + 3, '/');
    return host == NULL ? "/" : host;
}

/* "/2020/01/05/vote.html", "/parliament-votes-on-foreign-troops": as articles have. */
static bool kind_path_is_article(const char *path)
{
    size_t length = path == NULL ? 0 : strcspn(path, "?#"), signs = 0;
    const char *year = path == NULL ? NULL : strstr(path, "/20");

    while (length > 0 && path[length - 1] == '/') {
        length--;
    }
    for (size_t at = length; at > 0 && path[at - 1] != '/'; at--) {
        signs += path[at - 1] == '-' || path[at - 1] == '_';
    }
    return signs >= 3 || (signs >= 1 && year != NULL && strspn(year + 1, "0123456789") == 4 &&
                          year[5] == '/' && ascii_is_digit(year[6]));
}

/* "/", "/index.html", "/de/": where outlets have their front page. */
static bool kind_path_is_root(const char *path)
{
    size_t length;

    if (path == NULL) {
        return false;
    }
    length = strcspn(path, "#");
    if (length > 1 && path[length - 1] == '/') {
        length--;
    }
    return length <= 1 || (length == 3 && ascii_is_letter(path[1]) && ascii_is_letter(path[2])) ||
           (length >= 6 && strncasecmp(path, "/index.", 7) == 0 &&
            memchr(path + 1, '/', length - 1) == NULL) ||
           (length == 5 && strncasecmp(path, "/home", 5) == 0);
}

/* Whether the outlet says that the whole text is not for all, as schema.org has it. */
static bool kind_is_locked(const struct kind_case *page)
{
    static const char key[] = "isAccessibleForFree\"";

    for (size_t i = 0; i < page->tree->jsonld.count; i++) {
        const char *found = strstr(page->tree->jsonld.items[i], key);

        for (; found != NULL; found = strstr(found, key)) {
            found += strlen(key);
            found += strspn(found, " \t\r\n:\"");
            if (strncasecmp(found, "false", 5) == 0) {
                return true;
            }
        }
    }
    for (uint32_t i = 0; i < page->tree->body; i++) {
        const char *name =
            page->tree->nodes[i].tag == TAG_META ? tree_attribute(page->tree, i, "property") : NULL;
        const char *value = name == NULL ? NULL : tree_attribute(page->tree, i, "content");

        if (value != NULL && text_equal(name, "article:content_tier") &&
            (text_equal(value, "locked") || text_equal(value, "metered"))) {
            return true;
        }
    }
    return false;
}

static bool kind_is_bot_check(const struct kind_case *page)
{
    if (page->bytes >= KIND_CHECK_BYTES || page->signs.headlines > 2 || page->says_article) {
        return false;
    }
    /* forms for comments have such tests too */
    return kind_titled(page, PHRASE_BOT) ||
           (page->signs.plain < 300 && page->signs.passwords == 0 &&
            (page->signs.challenges > 0 || kind_says(page, PHRASE_BOT)));
}

static bool kind_is_shell(const struct kind_case *page)
{
    if (page->bytes == 0) {
        return true;
    }
    return page->signs.plain < 100 && page->signs.headlines < 2 && page->signs.images < 4 &&
           page->signs.players == 0 && page->words < KIND_WORDS_MIN &&
           (kind_says(page, PHRASE_SCRIPT) || (page->signs.app && page->bytes < KIND_SHELL_BYTES));
}

static bool kind_is_error(const struct kind_case *page)
{
    if (page->says_article && page->dated) {
        return false;
    }
    return page->signs.template == TEMPLATE_ERROR || kind_titled(page, PHRASE_ERROR) ||
           (page->signs.plain < 500 && !page->dated && kind_says(page, PHRASE_ERROR_TEXT));
}

static bool kind_is_login(const struct kind_case *page)
{
    static const char *const words[] = {"login",    "signin",   "sign-in", "register",
                                        "signup",   "account",  "user",    "wp-login.php",
                                        "anmelden", "connexion"};
    bool titled = kind_titled(page, PHRASE_LOGIN);

    if (page->says_article || page->dated) {
        return false;
    }
    return (titled && (page->signs.passwords > 0 || KIND_PATH_HAS(page, words))) ||
           (page->signs.passwords > 0 && (page->signs.template == TEMPLATE_LOGIN ||
                                          (page->signs.plain < 300 && page->signs.headlines < 4)));
}

/* Whether the page speaks of hardly anything else than consent. */
static bool kind_is_consent(const struct kind_case *page)
{
    const struct kind_signs *signs = &page->signs;
    bool titled = kind_titled(page, PHRASE_CONSENT);
    size_t said, other = 0;

    if (page->says_article || page->dated || page->text == NULL || signs->headlines > 3 ||
        signs->images > 2) {
        return false;
    }
    for (size_t i = 0; i < signs->plain_count; i++) {
        const char *text = fold_text(page->arena, tree_content(page->tree, signs->plain_nodes[i]));

        other += kind_phrase_in(PHRASE_CONSENT_TEXT, text) ? 0 : text_points(text);
    }
    said = kind_phrase_count(PHRASE_CONSENT_TEXT, page->text);
    if (other >= KIND_WALL_OTHER) {
        return titled && said >= 5 && other * 3 < signs->plain;
    }
    return titled ? said >= 1
                  : said >= 3 && tree_link_bytes(page->tree, page->tree->body) < KIND_WALL_LINKS;
}

static bool kind_is_search(const struct kind_case *page)
{
    static const char *const words[] = {"search",   "suche",    "recherche", "buscar",  "busca",
                                        "buscador", "busqueda", "ricerca",   "zoeken",  "szukaj",
                                        "find",     "poisk",    "arama",     "pesquisa"};

    if (page->meta->article_type || page->dated) {
        return false;
    }
    return page->signs.template == TEMPLATE_SEARCH || kind_type_is(page, "SearchResultsPage") ||
           (kind_titled(page, PHRASE_SEARCH) &&
            (page->signs.headlines >= 3 || page->words < KIND_WORDS_MIN ||
             KIND_PATH_HAS(page, words)));
}

/* What a server sends in the place of an article: mostly short, and it says what it is. */
static enum kind kind_notice(struct kind_case *page)
{
    bool brief = page->signs.plain < KIND_NOTICE_MAX;

    if (page->bytes < KIND_NOTICE_BYTES && (brief || kind_titled(page, PHRASE_CONSENT))) {
        page->text = kind_signs_text(page->tree, page->arena, 0, KIND_TEXT_MAX);
    }
    if (!brief) {
        return kind_is_consent(page) ? KIND_CONSENT : KIND_ARTICLE;
    }
    return kind_is_bot_check(page) ? KIND_BOT
           : kind_is_error(page)   ? KIND_ERROR
           : kind_is_login(page)   ? KIND_LOGIN
           : kind_is_search(page)  ? KIND_SEARCH
           : kind_is_consent(page) ? KIND_CONSENT
           : kind_is_shell(page)   ? KIND_SHELL
                                   : KIND_ARTICLE;
}

static bool kind_is_product(const struct kind_case *page)
{
    return !page->says_article && page->signs.plain < 800 &&
           (kind_type_is(page, "Product") || page->signs.template == TEMPLATE_PRODUCT ||
            kind_og_is(page, "product") || kind_og_is(page, "og:product"));
}

static bool kind_is_gallery(const struct kind_case *page)
{
    static const char *const words[] = {"gallery",       "galleries",   "galerie",   "galeria",
                                        "galleria",      "galeri",      "photo",     "foto",
                                        "fotos",         "picture",     "slideshow", "bilder",
                                        "bildergalerie", "fotostrecke", "diaporama", "fotogalerie",
                                        "fotogallery",   "fotogaleria", "imagenes"};
    bool typed = kind_type_is(page, "ImageGallery") || kind_type_is(page, "MediaGallery") ||
                 page->signs.template == TEMPLATE_GALLERY;

    if (page->signs.images < 4 || page->signs.plain >= KIND_NOTICE_MAX) {
        return false;
    }
    return (typed && (!page->meta->article_type || page->signs.plain < 300)) ||
           (page->signs.plain < 300 && !page->meta->article_type &&
            (kind_titled(page, PHRASE_GALLERY) || KIND_PATH_HAS(page, words)));
}

/* Whether the outlet describes a video, as schema.org has it. */
static bool kind_has_video(const struct kind_case *page)
{
    for (size_t i = 0; i < page->tree->jsonld.count; i++) {
        if (strstr(page->tree->jsonld.items[i], "\"VideoObject\"") != NULL) {
            return true;
        }
    }
    return false;
}

static bool kind_is_video(const struct kind_case *page)
{
    static const char *const words[] = {"video", "videos", "watch",   "vidéo",
                                        "wideo", "audio",  "podcast", "mediathek"};

    return (!page->meta->article_type || page->words < KIND_SAID_WORDS_MIN) &&
           page->signs.plain < 250 &&
           (kind_og_is(page, "video") || kind_type_is(page, "VideoGallery") ||
            ((page->signs.players > 0 || kind_has_video(page)) &&
             (KIND_PATH_HAS(page, words) || kind_titled(page, PHRASE_VIDEO))));
}

/* A front page or a list: many linked headlines, and hardly a text that is not beside one. */
static enum kind kind_list(const struct kind_case *page)
{
    static const char *const words[] = {
        "tag",    "tags",    "category",   "categories", "author",    "authors",   "topic",
        "topics", "section", "archive",    "archives",   "kategorie", "thema",     "themen",
        "autor",  "autoren", "schlagwort", "etiqueta",   "etiquetas", "categoria", "categorie",
        "auteur", "auteurs", "rubrique",   "rubrik",     "rubriek",   "tema",      "temas",
        "label",  "temat",   "kategoria",  "tagi",       "kategori",  "etiket",    "yazar"};
    const struct kind_signs *signs = &page->signs;
    bool root = kind_path_is_root(page->path);
    int list = 0, article = 0;

    if (signs->headlines < 3) {
        return KIND_ARTICLE;
    }
    list += signs->headlines >= 6 && signs->teaser > signs->plain &&
                    (signs->teaser >= 150 || signs->headlines >= 12)
                ? 2
                : 0;
    list += signs->headlines >= 5 && signs->plain < 300 ? 2 : 0;
    list += signs->template == TEMPLATE_LISTING || signs->template == TEMPLATE_HOME ? 4 : 0;
    list += kind_type_is(page, "CollectionPage") || kind_type_is(page, "ProfilePage") ? 3 : 0;
    list += root ? 4 : KIND_PATH_HAS(page, words) ? 2 : 0;
    list += signs->pages ? 1 : 0;
    article += page->meta->article_type ? 4 : 0;
    article += page->dated ? 3 : 0;
    article += kind_path_is_article(page->path) ? 4 : 0;
    article += kind_og_is(page, "article") ? 1 : 0;
    article += signs->template == TEMPLATE_ARTICLE ? 4 : 0;
    article += signs->plain >= 700 ? 3 : 0;
    article += signs->plain >= KIND_SURE ? 3 : 0;
    if (list < KIND_LIST_PROOF || list <= article) {
        return KIND_ARTICLE;
    }
    return root || signs->template == TEMPLATE_HOME ? KIND_HOME : KIND_LISTING;
}

/*
 * Whether an offer stands behind the running text, which does not go on behind the offer: at most a
 * few letters of it are the offer's own.
 */
static bool kind_breaks_off(const struct kind_case *page)
{
    const struct kind_signs *signs = &page->signs;
    const struct tree *tree = page->tree;
    size_t last = signs->plain_count, offered = 0;

    while (last > 1) {
        const char *text = fold_text(page->arena, tree_content(tree, signs->plain_nodes[last - 1]));

        if (!kind_phrase_in(PHRASE_PAYWALL, text)) {
            offered += text_points(text);
        }
        if (offered > KIND_OFFER_LETTERS) {
            break;
        }
        last--;
    }
    return last > 0 &&
           kind_phrase_in(PHRASE_PAYWALL,
                          kind_signs_text(tree, page->arena, signs->plain_nodes[last - 1] + 1,
                                          KIND_OFFER_MAX));
}

static bool kind_is_stub(const struct kind_case *page)
{
    if (page->words >= KIND_STUB_WORDS || page->signs.plain >= KIND_STUB_WORDS * 6 ||
        !kind_breaks_off(page)) {
        return false;
    }
    return page->words < 100 || kind_is_locked(page);
}

/* A brief is kept where the outlet says what it is, or when. */
static bool kind_is_short(const struct kind_case *page)
{
    size_t enough = page->says_article ? KIND_SAID_WORDS_MIN : KIND_WORDS_MIN;

    for (size_t i = 0; i < page->meta->dates.count; i++) {
        if (page->meta->dates.items[i].source <= DATE_VISIBLE && enough > KIND_DATED_WORDS_MIN) {
            enough = KIND_DATED_WORDS_MIN;
        }
    }
    return page->body->text == NULL || page->words < enough;
}

enum kind kind_find(const struct tree *tree, const struct meta *meta, const struct body *body,
                    const char *url, struct arena *arena)
{
    struct kind_case page = {.tree = tree, .meta = meta, .body = body, .arena = arena};
    enum kind kind;

    page.says_article =
        meta->article_type || (meta->og_type != NULL && text_equal(meta->og_type, "article"));
    for (size_t i = 0; i < meta->dates.count; i++) {
        page.dated = page.dated ||
                     (meta->dates.items[i].source <= DATE_HEAD && !meta->dates.items[i].modified);
    }
    if (meta->article_type && page.dated && body->running >= KIND_SURE) {
        return KIND_ARTICLE;
    }
    if (url == NULL) {
        url = meta->facts[META_CANONICAL].value;
    }
    page.path = kind_path(url);
    page.words = kind_words(body->text);
    page.bytes = tree_text_bytes(tree, tree->body);
    kind_signs_read(&page.signs, tree, arena);
    kind_read_titles(&page);
    kind = kind_notice(&page);
    if (kind != KIND_ARTICLE) {
        return kind;
    }
    if (kind_is_product(&page)) {
        return KIND_PRODUCT;
    }
    if (kind_is_gallery(&page)) {
        return KIND_GALLERY;
    }
    if (kind_is_video(&page)) {
        return KIND_VIDEO;
    }
    kind = kind_list(&page);
    return kind != KIND_ARTICLE   ? kind
           : kind_is_stub(&page)  ? KIND_PAYWALL
           : kind_is_short(&page) ? KIND_SHORT
                                  : KIND_ARTICLE;
}
