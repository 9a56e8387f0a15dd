#include <jansson.h>
#include <string.h>
#include <strings.h>
#include "extract/feed/feed_parts.h"

static const char *feed_json_text(struct arena *arena, const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));

    return text == NULL ? NULL : feed_plain(arena, text, false);
}

static const char *feed_json_date(struct arena *arena, const json_t *object, const char *name)
{
    const char *text = feed_json_text(arena, object, name);

    return text == NULL ? NULL : feed_date(arena, text);
}

static void feed_json_item(struct feed_builder *builder, const json_t *object, const char *url,
                           bool *more)
{
    struct arena *arena = builder->arena;
    const json_t *authors = json_object_get(object, "authors"), *value;
    struct feed_item item = {.url = feed_json_text(arena, object, "url"),
                             .title = feed_json_text(arena, object, "title"),
                             .published_at = feed_json_date(arena, object, "date_published"),
                             .modified_at = feed_json_date(arena, object, "date_modified"),
                             .summary = feed_json_text(arena, object, "summary"),
                             .language = feed_json_text(arena, object, "language"),
                             .image_url = feed_json_text(arena, object, "image")};
    const char *content = json_string_value(json_object_get(object, "content_html"));
    bool sound = false;
    size_t i;

    if (item.url == NULL) {
        item.url = feed_json_text(arena, object, "id"); /* often the address */
        if (item.url != NULL && strncasecmp(item.url, "http", 4) != 0) {
            item.url = NULL;
        }
    }
    if (item.image_url == NULL) {
        item.image_url = feed_json_text(arena, object, "banner_image");
    }
    if (content != NULL && strlen(content) <= FEED_CONTENT_MAX) {
        item.content = arena_strdup(arena, content);
    }
    if (authors == NULL) { /* version 1.0 */
        feed_add_author(arena, &item,
                        feed_json_text(arena, json_object_get(object, "author"), "name"));
    }
    json_array_foreach(authors, i, value)
    {
        feed_add_author(arena, &item, feed_json_text(arena, value, "name"));
    }
    json_array_foreach(json_object_get(object, "tags"), i, value)
    {
        if (json_is_string(value)) {
            feed_add_tag(arena, &item, feed_plain(arena, json_string_value(value), false));
        }
    }
    json_array_foreach(json_object_get(object, "attachments"), i, value)
    {
        const char *type = json_string_value(json_object_get(value, "mime_type"));

        sound = sound || (type != NULL && (strncasecmp(type, "audio", 5) == 0 ||
                                           strncasecmp(type, "video", 5) == 0));
    }
    *more = feed_add(builder, &item, url, sound);
}

bool feed_read_json(struct feed_builder *builder, const char *text, size_t length, const char *url,
                    struct error *error)
{
    json_error_t problem;
    json_t *root = json_loadb(text, length, JSON_DISABLE_EOF_CHECK, &problem);
    const json_t *items = json_object_get(root, "items"), *item;
    const char *version = json_string_value(json_object_get(root, "version"));
    bool known = json_is_array(items) && version != NULL && strstr(version, "jsonfeed.org") != NULL;
    bool more = true;
    size_t i;

    if (root == NULL) {
        (void)error_set(error, STATUS_REJECT, "bad_feed", "line %d: %s", problem.line,
                        problem.text);
        return false;
    }
    if (known) {
        builder->feed->title = feed_json_text(builder->arena, root, "title");
        builder->feed->language = feed_json_text(builder->arena, root, "language");
        json_array_foreach(items, i, item)
        {
            if (more) {
                feed_json_item(builder, item, url, &more);
            }
        }
    }
    json_decref(root);
    return known;
}
