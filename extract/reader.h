/*
 * The work on one job that needs no order: bytes to an article's record, or to the items of a feed,
 * listing or sitemap. One reader a thread.
 */
#ifndef DATELINE_EXTRACT_READER_H
#define DATELINE_EXTRACT_READER_H

#include "extract/job.h"

struct reader;

struct reader *reader_new(void);
void reader_free(struct reader *reader);

/*
 * Reads what arrived, or the file at job->path; sets outcome, output, why, found, names and
 * file_mark, and frees the bytes.
 */
void reader_read(struct reader *reader, struct job *job);

/* Makes `output` the reject record of job->why. */
void reader_reject(struct job *job);

#endif
