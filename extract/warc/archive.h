/*
 * What came from the network in a night, kept as WARC files, and the same night again without the
 * network. A request has one record: the last answer to it, under the final URL, with the body as
 * it was decoded; where none came, metadata that says why. Fields named X-Dateline-... hold what
 * HTTP has no place for: the URL that was asked for, and why the answer could not be used.
 */
#ifndef DATELINE_EXTRACT_WARC_ARCHIVE_H
#define DATELINE_EXTRACT_WARC_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>
#include "common/error.h"
#include "extract/net/fetch.h"

struct archive_options {
    const char *folder;     /* of the files; made if it is missing */
    const char *run_id;     /* of the night */
    const char *started_at; /* RFC 3339; the files' names begin with it */
    const char *user_agent;
};

struct archive;

/* STATUS_FATAL: "archive", with the file and what the system says. */
enum status archive_new(const struct archive_options *options, struct archive **archive,
                        struct error *error) WARN_UNUSED;
void archive_free(struct archive *archive);

/*
 * Keeps what the request of `url` for a source ended with; `head` is HTTP's head as it came, or "".
 * To be called before anybody acts upon the response: with STATUS_FATAL (a full disk) the night
 * must end, so that nothing counts as read that is not archived.
 */
enum status archive_add(struct archive *archive, const char *url, const char *source,
                        const struct fetch_response *response, const char *head, size_t head_length,
                        struct error *error) WARN_UNUSED;

/* Notes that time was up at `date` (RFC 3339, UTC): what is not in the archive was left for later.
 */
enum status archive_add_deadline(struct archive *archive, const char *date,
                                 struct error *error) WARN_UNUSED;

/* The night is over: the last file gets its name. */
enum status archive_close(struct archive *archive, struct error *error) WARN_UNUSED;

enum { REPLAY_RECORDS_MAX = 10 * 1000 * 1000 }; /* 40 bytes of memory each */

struct replay;

/*
 * Finds the records of a night. `path`: a folder, of which the last night is taken, or one of a
 * night's files. STATUS_USAGE: "no_archive"; STATUS_FATAL: "unreadable", "too_large".
 */
enum status replay_new(const char *path, struct log *log, struct replay **replay,
                       struct error *error) WARN_UNUSED;
void replay_free(struct replay *replay);

/* Whether the night asked for the URL, but for other sources than this one. */
bool replay_is_of_another(const struct replay *replay, const char *url, const char *source);

/* When the night began, RFC 3339. */
const char *replay_started_at(const struct replay *replay);

/*
 * What the request of `url` ended with; asked again, the next answer to it, and the last one for
 * ever. Without one: STATUS_RETRY, "not_archived", or "deadline" if that was why. Bodies have at
 * most `max_bytes`.
 */
void replay_find(struct replay *replay, const char *url, size_t max_bytes,
                 struct fetch_response *response);

#endif
