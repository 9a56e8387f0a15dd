#include "extract/page/noise.h"

#include <string.h>
#include <strings.h>
#include "common/ascii.h"
#include "extract/page/dom.h"
#include "extract/page/text.h"

bool noise_is_void(const xmlNode *node)
{
    static const char *const names[] = {
        "script", "style",  "noscript", "iframe",   "object", "embed",      "svg",      "form",
        "button", "input",  "select",   "textarea", "nav",    "footer",     "template", "canvas",
        "audio",  "video",  "map",      "dialog",   "menu",   "figcaption", "link",     "meta",
        "head",   "source", "track",    "picture",  "math"};

    if (node->type == XML_COMMENT_NODE || node->type == XML_PI_NODE) {
        return true;
    }
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (dom_is(node, names[i])) {
            return true;
        }
    }
    return false;
}

/* Words of class and id, as whole words or as beginnings (with *) or anywhere (with ~). */
static const char *const noise_words[] = {
    "~comment",
    "~share",
    "~sharing",
    "~social",
    "~related",
    "~newsletter",
    "~sidebar",
    "~promo",
    "~advert",
    "ad",
    "ads",
    "adv",
    "ad-*",
    "ads-*",
    "advert*",
    "~footer",
    "~breadcrumb",
    "~navigation",
    "nav",
    "nav-*",
    "navbar*",
    "menu",
    "menu-*",
    "~masthead",
    "~cookie",
    "~consent",
    "~popup",
    "~modal",
    "~subscri",
    "~signup",
    "~sign-up",
    "~paywall",
    "~recommend",
    "~popular",
    "~trending",
    "~most-read",
    "~mostread",
    "~teaser",
    "~sponsor",
    "~outbrain",
    "~taboola",
    "~disqus",
    "~tags",
    "tag",
    "tag-list",
    "taglist",
    "~tagcloud",
    "~topics",
    "~pagination",
    "pager",
    "~pagenav",
    "~caption",
    "credit",
    "credits",
    "~photo-credit",
    "~gallery",
    "~slideshow",
    "~carousel",
    "~byline",
    "~author-bio",
    "author-box",
    "authorbox",
    "~author-info",
    "~about-author",
    "~biography",
    "~meta-",
    "entry-meta",
    "post-meta",
    "postmeta",
    "article-meta",
    "~dateline",
    "timestamp",
    "~toolbar",
    "~tool-bar",
    "tools",
    "~article-tools",
    "print*",
    "~hidden",
    "hide",
    "~screen-reader",
    "sr-only",
    "~visually-hidden",
    "skip-*",
    "~skip-link",
    "~widget",
    "~read-more",
    "~readmore",
    "~more-on",
    "~morefrom",
    "~more-from",
    "~also-read",
    "~see-also",
    "~seealso",
    "~read-next",
    "~readnext",
    "~next-article",
    "~prev-next",
    "~post-nav",
    "~copyright",
    "~legal",
    "~disclaimer",
    "~disclosure",
    "~rating",
    "~vote",
    "~poll",
    "~survey",
    "~donat",
    "~banner",
    "~alert",
    "~notification",
    "~toc",
    "~infobox",
    "~navbox",
    "~mw-editsection",
    "~reflist",
    "~jump",
    "~login",
    "~register",
    "~search",
    "~follow",
    "~facebook",
    "~twitter-follow",
    "~instagram",
    "~whatsapp",
    "~pinterest",
    "~addthis",
    "~sharedaddy",
    "~jp-relatedposts",
    "~wp-caption",
    "~rail",
    "~aside",
    "~secondary",
    "~complementary",
    "~playlist",
    "~player",
    "~video-",
    "~embed",
    "~fact-box",
    "~factbox",
    "~pullquote",
    "~pull-quote",
    "~correction",
    "~feedback",
    "~report-error",
    "~kicker",
    "~eyebrow",
    "~ticker",
    "~weather",
    "~horoscope",
    "~lottery",
    "~shop",
    "~product",
    "~affiliate",
    "~inline-link",
    "~livefyre",
    "~fb-",
    "~media-info",
    "~toplist",
    "~hot-topic",
    "~latest",
    "~upnext",
    "~up-next",
    "~premium-box",
    "~headline-list",
    "~link-list",
    "~linklist",
    "~category-list",
    "~breaking",
    "noprint",
    "no-print",
    "~nocontent",
    "~signature",
    "~attachment-meta",
    "~image-credit",
};

/* Names that would match above and mean the article. */
static const char *const noise_exceptions[] = {
    "has-sidebar",
    "with-sidebar",
    "sidebar-right",
    "no-sidebar",
    "right-sidebar",
    "left-sidebar",
    "article-body",
    "articlebody",
    "article-content",
    "entry-content",
    "post-content",
    "story-body",
    "post-body",
    "content-body",
    "article__body",
    "article__content",
    "story-content",
    "main-content",
    "paywall-content",
    "paywalled",
    "premium-content",
    "article-text",
    "body-content",
    "widget-content",
    "elementor-widget",
    "elementor",
    "widget-text",
    "theme-post-content",
    "widget_text",
    "article_body",
    "content-article",
    "page-content",
    "search-result-content",
    "share-article-content",
    "vc_",
    "et_pb",
    "fl-",
    "td-post",
    "tdb_single_content",
    "has-embed",
    "embedded-article",
    "news-body",
    "newsbody",
    "blog-post",
    "single-post",
    "hentry",
    "wp-block-group",
    "commentary",
    "video-article",
};

static bool noise_word_in(const char *value, const char *pattern)
{
    size_t length;

    if (*pattern == '~') {
        return strcasestr(value, pattern + 1) != NULL;
    }
    length = strlen(pattern);
    while (*value != '\0') {
        size_t size = strcspn(value, " \t\r\n");

        if (pattern[length - 1] == '*'
                ? size >= length - 1 && strncasecmp(value, pattern, length - 1) == 0
                : size == length && strncasecmp(value, pattern, length) == 0) {
            return true;
        }
        value += size;
        value += strspn(value, " \t\r\n");
    }
    return false;
}

static bool noise_value(const char *value)
{
    for (size_t i = 0; i < sizeof noise_exceptions / sizeof noise_exceptions[0]; i++) {
        if (strcasestr(value, noise_exceptions[i]) != NULL) {
            return false;
        }
    }
    for (size_t i = 0; i < sizeof noise_words / sizeof noise_words[0]; i++) {
        if (noise_word_in(value, noise_words[i])) {
            return true;
        }
    }
    return false;
}

static bool noise_is_hidden(const xmlNode *node)
{
    const char *style = dom_attribute(node, "style"), *hidden = dom_attribute(node, "aria-hidden");

    return dom_attribute(node, "hidden") != NULL ||
           (hidden != NULL && strcmp(hidden, "true") == 0) ||
           (style != NULL &&
            (text_contains(style, "display:none") || text_contains(style, "display: none") ||
             text_contains(style, "visibility:hidden")));
}

bool noise_is_named(const xmlNode *node)
{
    static const char *const roles[] = {"navigation", "complementary", "contentinfo", "banner",
                                        "search",     "dialog",        "menu",        "alert",
                                        "toolbar",    "tablist"};
    const char *class_name = dom_attribute(node, "class"), *id = dom_attribute(node, "id");
    const char *role = dom_attribute(node, "role");

    if (dom_is(node, "body") || dom_is(node, "html")) {
        return false;
    }
    if (dom_is(node, "aside") || noise_is_hidden(node)) {
        return true;
    }
    for (size_t i = 0; role != NULL && i < sizeof roles / sizeof roles[0]; i++) {
        if (strcasecmp(role, roles[i]) == 0) {
            return true;
        }
    }
    if (dom_is(node, "article") || dom_is(node, "main") || dom_is(node, "p") || dom_is(node, "a") ||
        dom_is(node, "em") || dom_is(node, "strong") || dom_is(node, "b") || dom_is(node, "i")) {
        return class_name != NULL && (dom_is(node, "p") || dom_is(node, "article")) &&
               noise_value(class_name) && !dom_is(node, "article");
    }
    if (class_name != NULL && noise_value(class_name)) {
        return true;
    }
    return id != NULL && (class_name == NULL || noise_value(id)) && noise_value(id);
}

int noise_content_rank(const xmlNode *node)
{
    static const struct {
        const char *word;
        int rank;
    } words[] = {
        {"article-body", 9},   {"articlebody", 9},     {"article__body", 9},
        {"article_body", 9},   {"story-body", 9},      {"storybody", 9},
        {"story__body", 9},    {"post-body", 8},       {"entry-content", 8},
        {"post-content", 8},   {"article-content", 8}, {"article__content", 8},
        {"articlecontent", 8}, {"article_content", 8}, {"article-text", 8},
        {"articletext", 8},    {"story-content", 8},   {"storycontent", 8},
        {"story-text", 8},     {"postcontent", 8},     {"post_content", 8},
        {"single-content", 7}, {"news-content", 7},    {"newscontent", 7},
        {"content-body", 7},   {"body-content", 7},    {"body-copy", 7},
        {"bodycopy", 7},       {"article-main", 6},    {"content__body", 7},
        {"text-content", 6},   {"post-text", 7},       {"entry-text", 7},
        {"news-text", 7},      {"td-post-content", 9}, {"rich-text", 5},
        {"richtext", 5},       {"blog-content", 6},    {"main-content", 3},
        {"maincontent", 3},    {"page-content", 3},    {"mw-parser-output", 6},
    };
    const char *names[] = {dom_attribute(node, "class"), dom_attribute(node, "id"),
                           dom_attribute(node, "data-testid"),
                           dom_attribute(node, "data-component")};
    const char *property = dom_attribute(node, "itemprop");
    int rank = 0;

    if (property != NULL && text_contains(property, "articleBody")) {
        return 10;
    }
    if (dom_is(node, "article")) {
        rank = 5;
    } else if (dom_is(node, "main")) {
        rank = 3;
    }
    for (size_t n = 0; n < sizeof names / sizeof names[0]; n++) {
        for (size_t i = 0; names[n] != NULL && i < sizeof words / sizeof words[0]; i++) {
            if (words[i].rank > rank && text_contains(names[n], words[i].word)) {
                rank = words[i].rank;
            }
        }
    }
    return rank;
}

static bool noise_starts_with(const char *text, const char *const *starts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(starts[i]);

        if (strncasecmp(text, starts[i], length) == 0 && !ascii_is_letter(text[length])) {
            return true;
        }
    }
    return false;
}

bool noise_is_phrase(const char *text)
{
    static const char *const starts[] = {"read more",
                                         "read also",
                                         "read next",
                                         "also read",
                                         "see also",
                                         "more:",
                                         "related:",
                                         "related article",
                                         "related story",
                                         "watch:",
                                         "watch now",
                                         "video:",
                                         "listen:",
                                         "photos:",
                                         "photo:",
                                         "image:",
                                         "advertisement",
                                         "advertising",
                                         "sponsored",
                                         "subscribe",
                                         "sign up",
                                         "click here",
                                         "follow us",
                                         "follow @",
                                         "share this",
                                         "share on",
                                         "tweet",
                                         "email this",
                                         "print this",
                                         "download our",
                                         "download the app",
                                         "get the app",
                                         "getty images",
                                         "image source",
                                         "image caption",
                                         "media caption",
                                         "photograph:",
                                         "picture:",
                                         "loading",
                                         "skip to",
                                         "story continues below",
                                         "article continues below",
                                         "continue reading",
                                         "comments",
                                         "leave a comment",
                                         "join the conversation",
                                         "copyright",
                                         "©",
                                         "all rights reserved",
                                         "terms of use",
                                         "privacy policy",
                                         "anzeige",
                                         "werbung",
                                         "lesen sie auch",
                                         "mehr zum thema",
                                         "lesen sie",
                                         "lire aussi",
                                         "à lire aussi",
                                         "leia também",
                                         "leia mais",
                                         "veja também",
                                         "lee también",
                                         "lea también",
                                         "leggi anche",
                                         "lees ook",
                                         "czytaj także",
                                         "zobacz także",
                                         "läs också",
                                         "les også",
                                         "foto:",
                                         "(photo",
                                         "quelle:",
                                         "source:",
                                         "fuente:",
                                         "fonte:",
                                         "bron:",
                                         "zdroj:",
                                         "tags:",
                                         "filed under",
                                         "posted in",
                                         "topics:",
                                         "recommended",
                                         "you may also like",
                                         "you might also like",
                                         "more from",
                                         "more on this",
                                         "next article",
                                         "previous article",
                                         "back to top",
                                         "report a typo",
                                         "report an error",
                                         "help us improve",
                                         "sign in",
                                         "log in",
                                         "register",
                                         "newsletter",
                                         "thank you for",
                                         "most read",
                                         "most popular",
                                         "trending",
                                         "latest"};

    return text_words(text) <= 25 &&
           noise_starts_with(text, starts, sizeof starts / sizeof starts[0]);
}

bool noise_is_tail(const char *text)
{
    static const char *const starts[] = {"related articles",
                                         "related stories",
                                         "related posts",
                                         "related content",
                                         "related news",
                                         "related topics",
                                         "related links",
                                         "related",
                                         "more stories",
                                         "more news",
                                         "more from",
                                         "you may also like",
                                         "you might also like",
                                         "recommended for you",
                                         "recommended stories",
                                         "read next",
                                         "most read",
                                         "most popular",
                                         "comments",
                                         "leave a reply",
                                         "leave a comment",
                                         "add a comment",
                                         "post a comment",
                                         "about the author",
                                         "about the writer",
                                         "share this",
                                         "share this story",
                                         "share this article",
                                         "tags",
                                         "topics",
                                         "references",
                                         "trending now",
                                         "latest news",
                                         "from our partners",
                                         "around the web",
                                         "sponsored content",
                                         "mehr zum thema",
                                         "das könnte sie auch interessieren",
                                         "kommentare",
                                         "ähnliche artikel",
                                         "articles similaires",
                                         "à lire aussi",
                                         "sur le même sujet",
                                         "commentaires",
                                         "artículos relacionados",
                                         "noticias relacionadas",
                                         "comentarios",
                                         "notícias relacionadas",
                                         "comentários",
                                         "veja também",
                                         "articoli correlati",
                                         "commenti",
                                         "reacties",
                                         "komentarze",
                                         "follow us"};

    return text_words(text) <= 6 &&
           noise_starts_with(text, starts, sizeof starts / sizeof starts[0]);
}
