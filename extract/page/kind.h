/*
 * What a page is, when it is no article: the front page, a list, results, pictures, a player, a
 * thing for sale, or what a server sends in an article's place with status 200. Rather an article
 * too much than one lost: where running text stands as one piece, it is one, whatever else speaks
 * against it.
 */
#ifndef DATELINE_EXTRACT_PAGE_KIND_H
#define DATELINE_EXTRACT_PAGE_KIND_H

#include "common/arena.h"
#include "extract/page/body.h"
#include "extract/page/meta.h"
#include "extract/page/tree.h"

enum kind {
    KIND_ARTICLE,
    KIND_HOME,
    KIND_LISTING, /* section, topic, tag, author, archive */
    KIND_SEARCH,
    KIND_GALLERY,
    KIND_VIDEO,
    KIND_PRODUCT,
    KIND_LOGIN,
    KIND_ERROR,
    KIND_CONSENT,
    KIND_PAYWALL,
    KIND_BOT,
    KIND_SHELL, /* scripts would fill it */
    KIND_SHORT,
    KIND_COUNT
};

/*
 * `url` is the page's own, NULL if it is not known. `tree`, `meta` and `body` are of the same page;
 * nothing is changed.
 */
enum kind kind_find(const struct tree *tree, const struct meta *meta, const struct body *body,
                    const char *url, struct arena *arena);

/* The reason code of a reject record ("home_page"); "article" of an article. */
const char *kind_reason(enum kind kind);

/* What it is and what to do about it, for a message; lower case, no full stop. */
const char *kind_message(enum kind kind);

/* Words of a text; where the script parts none, two signs are one. */
size_t kind_words(const char *text);

#endif
