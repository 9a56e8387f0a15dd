#include "extract/page/phrases.h"

#include <string.h>
#include <strings.h>
#include "common/ascii.h"
#include "extract/page/text.h"

static bool phrases_starts(const char *text, const char *const *starts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(starts[i]);

        if (strncasecmp(text, starts[i], length) == 0 && !ascii_is_letter(text[length])) {
            return true;
        }
    }
    return false;
}

bool phrases_is_noise(const char *text)
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

    return text_words(text) <= 25 && phrases_starts(text, starts, sizeof starts / sizeof starts[0]);
}

bool phrases_is_tail(const char *text)
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

    return text_words(text) <= 6 && phrases_starts(text, starts, sizeof starts / sizeof starts[0]);
}

bool phrases_is_lead_in(const char *text)
{
    static const char *const starts[] = {"by", "published", "updated", "posted"};

    return text_words(text) <= 10 &&
           (phrases_starts(text, starts, sizeof starts / sizeof *starts) ||
            text_ends(text, "min read"));
}
