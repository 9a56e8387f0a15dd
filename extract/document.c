#include "extract/document.h"

#include <stdlib.h>
#include <string.h>
#include "common/memory.h"
#include "extract/feed/feed.h"
#include "extract/feed/listing.h"
#include "extract/feed/sitemap.h"

static struct document *document_new(size_t count)
{
    struct document *document = mem_calloc(1, sizeof *document);

    document->arena = arena_new();
    document->items = arena_alloc(document->arena, count * sizeof *document->items + 1);
    return document;
}

void document_free(struct document *document)
{
    if (document != NULL) {
        arena_free(document->arena);
        free(document);
    }
}

static const char *document_copy(const struct document *document, const char *text)
{
    return text == NULL ? NULL : arena_strdup(document->arena, text);
}

static const char *document_lines(const struct document *document, const struct string_list *list)
{
    size_t size = 1;
    char *lines, *end;

    for (size_t i = 0; i < list->count; i++) {
        size += strlen(list->items[i]) + 1;
    }
    lines = end = list->count == 0 ? NULL : arena_alloc(document->arena, size);
    for (size_t i = 0; i < list->count; i++) {
        end = stpcpy(end, list->items[i]);
        *end++ = '\n';
        *end = '\0';
    }
    return lines;
}

static const struct document_facts *document_facts(const struct document *document,
                                                   const struct string_list *tags,
                                                   const char *language, const char *image_url)
{
    struct document_facts *facts;

    if (tags->count == 0 && language == NULL && image_url == NULL) {
        return NULL;
    }
    facts = arena_alloc(document->arena, sizeof *facts);
    *facts = (struct document_facts){.tags = document_lines(document, tags),
                                     .language = document_copy(document, language),
                                     .image_url = document_copy(document, image_url)};
    return facts;
}

/* Texts are copied; facts, which are the document's own, are not. */
static void document_add(struct document *document, const struct document_item *item)
{
    document->items[document->count++] =
        (struct document_item){.url = document_copy(document, item->url),
                               .title = document_copy(document, item->title),
                               .author = document_copy(document, item->author),
                               .published_at = document_copy(document, item->published_at),
                               .modified_at = document_copy(document, item->modified_at),
                               .facts = item->facts,
                               .page = document_copy(document, item->page),
                               .is_sitemap = item->is_sitemap};
}

static const char *document_base(const struct job *job)
{
    return job->response.final_url != NULL ? job->response.final_url : job->url;
}

static enum status document_read_feed(const struct job *job, struct arena *arena,
                                      struct document **document, struct error *error)
{
    struct feed feed = {0};
    enum status status = feed_read(buf_text(&job->response.body), job->response.body.length,
                                   job->response.content_type, document_base(job),
                                   (size_t)job->config->max_items, arena, &feed, error);

    if (status == STATUS_REJECT &&
        sitemap_recognise(buf_text(&job->response.body), job->response.body.length)) {
        return error_set(error, STATUS_REJECT, "bad_feed",
                         "%s: is a sitemap, no feed: write "
                         "kind = sitemap",
                         job_name(job));
    }
    if (status != STATUS_OK) {
        return status;
    }
    *document = document_new(feed.count);
    for (size_t i = 0; i < feed.count; i++) {
        const struct feed_item *item = &feed.items[i];
        const char *page = job->config->feed_content ? feed_item_page(arena, item) : NULL;
        const struct document_facts *facts =
            document_facts(*document, &item->tags, item->language, item->image_url);

        document_add(*document, &(struct document_item){.url = item->url,
                                                        .title = item->title,
                                                        .author = item->author,
                                                        .published_at = item->published_at,
                                                        .modified_at = item->modified_at,
                                                        .facts = facts,
                                                        .page = page});
    }
    memcpy((*document)->fetched_at, job->response.fetched_at, sizeof(*document)->fetched_at);
    (*document)->doubt = feed.damaged ? "the feed's XML is malformed" : NULL;
    return STATUS_OK;
}

static enum status document_read_sitemap(const struct job *job, struct arena *arena,
                                         struct document **document, struct error *error)
{
    struct sitemap sitemap = {0};
    enum status status = sitemap_read(buf_text(&job->response.body), job->response.body.length,
                                      job->response.content_type, document_base(job),
                                      SITEMAP_ENTRIES_MAX, arena, &sitemap, error);

    if (status != STATUS_OK) {
        return status;
    }
    *document = document_new(sitemap.count);
    for (size_t i = 0; i < sitemap.count; i++) {
        const struct sitemap_entry *entry = &sitemap.entries[i];
        const struct document_facts *facts =
            document_facts(*document, &entry->tags, entry->language, NULL);

        document_add(*document, &(struct document_item){.url = entry->url,
                                                        .title = entry->title,
                                                        .published_at = entry->published_at,
                                                        .modified_at = entry->modified_at,
                                                        .facts = facts,
                                                        .is_sitemap = entry->is_sitemap});
    }
    (*document)->is_index = sitemap.is_index;
    (*document)->doubt = sitemap.damaged ? "the sitemap's XML is malformed"
                         : sitemap.truncated
                             ? "the sitemap is cut short, or longer than sitemaps may be"
                             : NULL;
    return STATUS_OK;
}

static enum status document_read_listing(const struct job *job, struct arena *arena,
                                         struct document **document, struct error *error)
{
    struct listing listing = {0};
    enum status status =
        listing_read(job->rule, buf_text(&job->response.body), job->response.body.length,
                     job->response.content_type, document_base(job), (size_t)job->config->max_items,
                     arena, &listing, error);

    if (status != STATUS_OK) {
        return status;
    }
    *document = document_new(listing.count);
    for (size_t i = 0; i < listing.count; i++) {
        /* a link's text is no title to rely on, and changes with what is written around it */
        document_add(*document, &(struct document_item){.url = listing.links[i].url});
    }
    return STATUS_OK;
}

enum status document_read(const struct job *job, struct arena *arena, struct document **document,
                          struct error *error)
{
    *document = NULL;
    if (job->task == JOB_SITEMAP ||
        (job->task == JOB_ARTICLE_OR_FEED &&
         sitemap_recognise(buf_text(&job->response.body), job->response.body.length))) {
        return document_read_sitemap(job, arena, document, error);
    }
    return job->task == JOB_LISTING ? document_read_listing(job, arena, document, error)
                                    : document_read_feed(job, arena, document, error);
}
