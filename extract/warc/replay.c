#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "common/memory.h"
#include "extract/warc/archive.h"
#include "extract/warc/archive_fields.h"
#include "extract/warc/reader.h"

enum {
    REPLAY_STAMP = 14, /* digits of a night's time */
    REPLAY_FILES_MAX = 100000
};

#define REPLAY_BEGIN "DATELINE-"

/* Where a record is; sorted by URL, and then as they were written. */
struct replay_place {
    uint64_t url;    /* hash; the record itself tells whether it is the one */
    uint64_t source; /* hash */
    int64_t offset;  /* of its member */
    uint32_t file;   /* index */
    uint32_t serial;
    bool used; /* was an answer already */
};

struct replay {
    char *folder;
    char stamp[REPLAY_STAMP + 1];
    char started_at[TIMESTAMP_SIZE];
    char **files; /* paths, in order */
    size_t file_count, file_capacity;
    struct replay_place *places;
    size_t count, capacity;
    bool deadline; /* the night's time was up before it was done */
};

/* FNV-1a, 64 bits. */
static uint64_t replay_hash(const char *url)
{
    uint64_t hash = 0xcbf29ce484222325U;

    for (; *url != '\0'; url++) {
        hash = (hash ^ (unsigned char)*url) * 0x100000001b3U;
    }
    return hash;
}

/* "DATELINE-20241124202829-00000.warc.gz", perhaps with ".open": the digits; NULL: another file. */
static const char *replay_stamp(const char *name)
{
    size_t begin = strlen(REPLAY_BEGIN);

    if (strncmp(name, REPLAY_BEGIN, begin) != 0 ||
        strspn(name + begin, "0123456789") != REPLAY_STAMP || strstr(name, ".warc.gz") == NULL) {
        return NULL;
    }
    return name + begin;
}

static int replay_compare_names(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static int replay_wanted(const struct dirent *entry)
{
    return replay_stamp(entry->d_name) != NULL;
}

/* The files of the night; `stamp` is "" for the last one. */
static enum status replay_list(struct replay *replay, struct error *error)
{
    struct dirent **entries = NULL;
    int count = scandir(replay->folder, &entries, replay_wanted, replay_compare_names);

    if (count < 0) {
        return error_set(error, STATUS_USAGE, "no_archive", "--replay %s: %s", replay->folder,
                         strerror(errno));
    }
    if (count > 0 && replay->stamp[0] == '\0') {
        memcpy(replay->stamp, replay_stamp(entries[count - 1]->d_name), REPLAY_STAMP);
    }
    for (int i = 0; i < count; i++) {
        size_t size = strlen(replay->folder) + strlen(entries[i]->d_name) + 2;

        if (strncmp(replay_stamp(entries[i]->d_name), replay->stamp, REPLAY_STAMP) == 0 &&
            replay->file_count < REPLAY_FILES_MAX) {
            char *path = mem_alloc(size);

            snprintf(path, size, "%s/%s", replay->folder, entries[i]->d_name);
            replay->files = mem_grow(replay->files, &replay->file_capacity, replay->file_count,
                                     sizeof *replay->files);
            replay->files[replay->file_count++] = path;
        }
        free(entries[i]);
    }
    free(entries);
    return replay->file_count > 0
               ? STATUS_OK
               : error_set(
                     error, STATUS_USAGE, "no_archive",
                     "--replay %s: there is no DATELINE-....warc.gz in it; name a folder that "
                     "--archive filled",
                     replay->folder);
}

static enum status replay_find_files(struct replay *replay, const char *path, struct error *error)
{
    const char *slash = strrchr(path, '/'), *name = slash == NULL ? path : slash + 1, *stamp;
    struct stat information;

    if (stat(path, &information) != 0) {
        return error_set(error, STATUS_USAGE, "no_archive", "--replay %s: %s", path,
                         strerror(errno));
    }
    if (S_ISDIR(information.st_mode)) {
        replay->folder = mem_strdup(path);
        return replay_list(replay, error);
    }
    stamp = replay_stamp(name);
    if (stamp == NULL) {
        return error_set(error, STATUS_USAGE, "no_archive",
                         "--replay %s: it is no file that --archive wrote; a WARC file of others "
                         "can be read as a source",
                         path);
    }
    replay->folder = slash == NULL ? mem_strdup(".") : mem_strndup(path, (size_t)(slash - path));
    memcpy(replay->stamp, stamp, REPLAY_STAMP);
    return replay_list(replay, error);
}

static enum status replay_open(const struct replay *replay, uint32_t file, bool heads_only,
                               size_t max_bytes, int64_t first, int *fd,
                               struct warc_reader **reader, struct error *error)
{
    const struct warc_options options = {.name = replay->files[file],
                                         .kinds = WARC_RESPONSE | WARC_METADATA,
                                         .heads_only = heads_only,
                                         .max_bytes = max_bytes,
                                         .first = first};
    enum status status;

    *fd = open(replay->files[file], O_RDONLY | O_CLOEXEC);
    if (*fd < 0) {
        return error_set(error, STATUS_FATAL, "unreadable", "%s: %s", replay->files[file],
                         strerror(errno));
    }
    status = warc_reader_new(*fd, &options, reader, error);
    if (status != STATUS_OK) {
        close(*fd);
    }
    return status;
}

/* The URL that was asked for. */
static const char *replay_url(const struct warc_record *record)
{
    const char *url = fields_find(&record->fields, ARCHIVE_REQUEST);

    return url == NULL ? record->url : url;
}

static enum status replay_index(struct replay *replay, uint32_t file, struct log *log,
                                struct error *error)
{
    struct warc_reader *reader = NULL;
    struct warc_record record;
    bool end = false;
    int fd;
    enum status status = replay_open(replay, file, true, 0, 0, &fd, &reader, error);

    if (status != STATUS_OK) {
        return status;
    }
    while (!end && status != STATUS_FATAL) {
        status = warc_reader_next(reader, &record, &end, error);
        if (status == STATUS_REJECT) {
            log_event(log, LOG_WARNING, "archive_damaged", NULL, 0, "%s", error->message);
        } else if (status == STATUS_OK && !end && strcmp(record.url, ARCHIVE_DEADLINE) == 0) {
            replay->deadline = true;
        } else if (status == STATUS_OK && !end && replay->count == REPLAY_RECORDS_MAX) {
            status = error_set(error, STATUS_FATAL, "too_large",
                               "%s: the night has more than %d records", replay->files[file],
                               REPLAY_RECORDS_MAX);
        } else if (status == STATUS_OK && !end) {
            const char *source = fields_find(&record.fields, ARCHIVE_SOURCE);
            struct replay_place place = {.url = replay_hash(replay_url(&record)),
                                         .source = replay_hash(source == NULL ? "" : source),
                                         .offset = record.offset,
                                         .file = file,
                                         .serial = (uint32_t)replay->count};

            replay->places =
                mem_grow(replay->places, &replay->capacity, replay->count, sizeof place);
            replay->places[replay->count++] = place;
        }
    }
    warc_reader_free(reader);
    close(fd);
    return status == STATUS_FATAL ? status : STATUS_OK;
}

static int replay_compare(const void *a, const void *b)
{
    const struct replay_place *left = a, *right = b;

    if (left->url != right->url) {
        return left->url < right->url ? -1 : 1;
    }
    return left->serial < right->serial ? -1 : left->serial > right->serial;
}

enum status replay_new(const char *path, struct log *log, struct replay **replay,
                       struct error *error)
{
    struct replay *made = mem_calloc(1, sizeof *made);
    enum status status = replay_find_files(made, path, error);
    const char *stamp = made->stamp;

    for (size_t i = 0; i < made->file_count && status == STATUS_OK; i++) {
        status = replay_index(made, (uint32_t)i, log, error);
    }
    if (status != STATUS_OK) {
        replay_free(made);
        return status;
    }
    qsort(made->places, made->count, sizeof *made->places, replay_compare);
    snprintf(made->started_at, sizeof made->started_at, "%.4s-%.2s-%.2sT%.2s:%.2s:%.2sZ", stamp,
             stamp + 4, stamp + 6, stamp + 8, stamp + 10, stamp + 12);
    *replay = made;
    return STATUS_OK;
}

void replay_free(struct replay *replay)
{
    if (replay == NULL) {
        return;
    }
    for (size_t i = 0; i < replay->file_count; i++) {
        free(replay->files[i]);
    }
    free(replay->files);
    free(replay->places);
    free(replay->folder);
    free(replay);
}

const char *replay_started_at(const struct replay *replay)
{
    return replay->started_at;
}

/* Reads the record at a place, if it is the URL's. False: it is not, or can no longer be read. */
static bool replay_read(const struct replay *replay, const struct replay_place *place,
                        const char *url, size_t max_bytes, struct fetch_response *response)
{
    struct warc_reader *reader = NULL;
    struct warc_record record;
    struct error error = {0};
    const char *status, *reason, *message, *date;
    bool end = false, found;
    int fd;

    if (replay_open(replay, place->file, false, max_bytes, place->offset, &fd, &reader, &error) !=
        STATUS_OK) {
        return false;
    }
    response->status = warc_reader_next(reader, &record, &end, &error);
    found = response->status != STATUS_FATAL && !end && record.url != NULL &&
            strcmp(replay_url(&record), url) == 0;
    if (found) {
        status = fields_find(&record.fields, ARCHIVE_STATUS);
        reason = fields_find(&record.fields, ARCHIVE_REASON);
        message = fields_find(&record.fields, ARCHIVE_MESSAGE);
        date = fields_find(&record.fields, "WARC-Date");
        response->error = error;
        if (status != NULL) {
            response->status = error_set(
                &response->error, strcmp(status, ARCHIVE_RETRY) == 0 ? STATUS_RETRY : STATUS_REJECT,
                reason == NULL ? "" : reason, "%s", message == NULL ? "" : message);
        }
        response->http_status = record.http_status;
        response->not_modified = response->status == STATUS_OK && record.http_status == 304;
        snprintf(response->fetched_at, sizeof response->fetched_at, "%s", date == NULL ? "" : date);
        response->content_type =
            record.content_type == NULL ? NULL : mem_strdup(record.content_type);
        response->etag = record.etag == NULL ? NULL : mem_strdup(record.etag);
        response->last_modified =
            record.last_modified == NULL ? NULL : mem_strdup(record.last_modified);
        response->final_url = mem_strdup(record.url);
        response->body = record.body;
    } else {
        buf_free(&record.body);
    }
    warc_reader_free(reader);
    close(fd);
    return found;
}

/* The first place of a URL's hash, or of what comes behind it. */
static size_t replay_search(const struct replay *replay, uint64_t hash)
{
    size_t low = 0, high = replay->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (replay->places[middle].url < hash) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

bool replay_is_of_another(const struct replay *replay, const char *url, const char *source)
{
    uint64_t hash = replay_hash(url), own = replay_hash(source);
    bool found = false;

    for (size_t i = replay_search(replay, hash); i < replay->count && replay->places[i].url == hash;
         i++) {
        if (replay->places[i].source == own) {
            return false;
        }
        found = true;
    }
    return found;
}

void replay_find(struct replay *replay, const char *url, size_t max_bytes,
                 struct fetch_response *response)
{
    uint64_t hash = replay_hash(url);
    size_t last = SIZE_MAX;

    *response = (struct fetch_response){.body = BUF_INIT(0)};
    for (size_t i = replay_search(replay, hash); i < replay->count && replay->places[i].url == hash;
         i++) {
        if (!replay->places[i].used) {
            replay->places[i].used = true;
            if (replay_read(replay, &replay->places[i], url, max_bytes, response)) {
                return;
            }
        }
        last = i;
    }
    if (last != SIZE_MAX && replay_read(replay, &replay->places[last], url, max_bytes, response)) {
        return;
    }
    *response = (struct fetch_response){.body = BUF_INIT(0)};
    snprintf(response->fetched_at, sizeof response->fetched_at, "%s", replay->started_at);
    response->status =
        error_set(&response->error, STATUS_RETRY, replay->deadline ? "deadline" : "not_archived",
                  "%s: the night in %s did not ask for it", url, replay->folder);
}
