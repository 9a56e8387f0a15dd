/* How a feed grows, whatever it is written in. For the files feed*.c alone. */
#ifndef DATELINE_EXTRACT_FEED_FEED_PARTS_H
#define DATELINE_EXTRACT_FEED_FEED_PARTS_H

#include "extract/feed/feed.h"
#include "extract/feed/url_set.h"

struct feed_builder {
    struct arena *arena;
    struct feed *feed;
    struct url_set urls;
    size_t max_items;
};

/*
 * Takes an item whose url (as the feed writes it, against `base`) and other fields are set;
 * `enclosure`: it names a sound or video file. False: the feed has enough of them.
 */
bool feed_add(struct feed_builder *builder, struct feed_item *item, const char *base,
              bool enclosure);

void feed_add_author(struct arena *arena, struct feed_item *item, const char *name);
/* One tag, or several parted by commas. */
void feed_add_tag(struct arena *arena, struct feed_item *item, const char *tag);
void feed_add_tags(struct arena *arena, struct feed_item *item, const char *tags);

/*
 * Text of at most FEED_TEXT_MAX bytes on one line; with `html` its tags go and its references are
 * resolved. NULL: nothing is left.
 */
const char *feed_plain(struct arena *arena, const char *text, bool html);

/* Whether a root element of that name (as xml_next() gives it) is a feed's. */
bool feed_is_root(const char *name);

/* RSS or Atom in UTF-8. False: the root is none of theirs. */
bool feed_read_xml(struct feed_builder *builder, const char *text, size_t length, const char *url);

/* JSON Feed in UTF-8. False, with the reason in `error`: it is none. */
bool feed_read_json(struct feed_builder *builder, const char *text, size_t length, const char *url,
                    struct error *error);

#endif
