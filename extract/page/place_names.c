#include "extract/page/place_names.h"

#include <stdbool.h>
#include <string.h>
#include "common/ascii.h"

enum { NAME_BYTES_MAX = 200 };

struct place_part {
    const char *text;
    unsigned name;
};

static const struct place_part place_parts[] = {{"related", NAME_ELSEWHERE},
                                                {"sidebar", NAME_ELSEWHERE},
                                                {"footer", NAME_ELSEWHERE},
                                                {"widget", NAME_ELSEWHERE},
                                                {"recommend", NAME_ELSEWHERE},
                                                {"popular", NAME_ELSEWHERE},
                                                {"trending", NAME_ELSEWHERE},
                                                {"most-read", NAME_ELSEWHERE},
                                                {"teaser", NAME_ELSEWHERE},
                                                {"newsletter", NAME_ELSEWHERE},
                                                {"recent", NAME_ELSEWHERE},
                                                {"more-news", NAME_ELSEWHERE},
                                                {"copyright", NAME_ELSEWHERE},
                                                {"ticker", NAME_ELSEWHERE},
                                                {"breaking", NAME_ELSEWHERE},
                                                {"latest", NAME_ELSEWHERE},
                                                {"carousel", NAME_ELSEWHERE},
                                                {"archive", NAME_ELSEWHERE},
                                                {"header", NAME_HEADER},
                                                {"topbar", NAME_HEADER},
                                                {"top-bar", NAME_HEADER},
                                                {"masthead", NAME_HEADER},
                                                {"comment", NAME_COMMENT},
                                                {"disqus", NAME_COMMENT},
                                                {"respond", NAME_COMMENT},
                                                {"kommentar", NAME_COMMENT},
                                                {"leserbrief", NAME_COMMENT},
                                                {"date", NAME_DATE},
                                                {"time", NAME_DATE},
                                                {"datum", NAME_DATE},
                                                {"fecha", NAME_DATE},
                                                {"posted", NAME_DATE},
                                                {"byline", NAME_DATE},
                                                {"publi", NAME_PUBLISHED},
                                                {"pubdate", NAME_PUBLISHED},
                                                {"dateline", NAME_PUBLISHED},
                                                {"entry-date", NAME_PUBLISHED},
                                                {"updated", NAME_MODIFIED},
                                                {"modified", NAME_MODIFIED},
                                                {"lastmod", NAME_MODIFIED},
                                                {"last-upd", NAME_MODIFIED}};

void place_names_init(struct place_names *names, const struct tree *tree, struct arena *arena)
{
    names->tree = tree;
    names->seen = arena_alloc(arena, tree->value_count + 1);
}

/* Whether the name has the part, other than in the names that a page builder gives everything. */
static bool place_has(const char *name, const char *part)
{
    static const char builder[] = "elementor-";
    size_t length = sizeof builder - 1;

    for (const char *p = strstr(name, part); p != NULL; p = strstr(p + 1, part)) {
        if ((size_t)(p - name) < length || strncmp(p - length, builder, length) != 0) {
            return true;
        }
    }
    return false;
}

static unsigned place_value(struct place_names *names, uint32_t value)
{
    char lower[NAME_BYTES_MAX + 1];
    const char *text = names->tree->values[value];
    size_t length = 0;
    unsigned found = NAME_SEEN;

    if (names->seen[value] != 0) {
        return names->seen[value];
    }
    for (; length < NAME_BYTES_MAX && text[length] != '\0'; length++) {
        lower[length] = ascii_lower(text[length]);
    }
    lower[length] = '\0';
    for (size_t i = 0; i < sizeof place_parts / sizeof place_parts[0]; i++) {
        if ((found & place_parts[i].name) == 0 && place_has(lower, place_parts[i].text)) {
            found |= place_parts[i].name;
        }
    }
    names->seen[value] = (uint8_t)found;
    return found;
}

unsigned place_names_of(struct place_names *names, uint32_t node)
{
    const struct tree_node *item = &names->tree->nodes[node];

    return (item->class_value == 0 ? 0 : place_value(names, item->class_value)) |
           (item->id_value == 0 ? 0 : place_value(names, item->id_value));
}
