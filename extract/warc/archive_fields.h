/* Fields of archived records that are Dateline's own. For archive.c and replay.c alone. */
#ifndef DATELINE_EXTRACT_WARC_ARCHIVE_FIELDS_H
#define DATELINE_EXTRACT_WARC_ARCHIVE_FIELDS_H

#define ARCHIVE_REQUEST "X-Dateline-Request-URI" /* where it is not WARC-Target-URI */
#define ARCHIVE_SOURCE "X-Dateline-Source"       /* that asked */
#define ARCHIVE_STATUS "X-Dateline-Status"       /* of an answer that could not be used: */
#define ARCHIVE_REJECT "reject"
#define ARCHIVE_RETRY "retry"
#define ARCHIVE_REASON "X-Dateline-Reason"
#define ARCHIVE_MESSAGE "X-Dateline-Message"
#define ARCHIVE_DEADLINE                                                                           \
    "urn:dateline:deadline" /* WARC-Target-URI of what says that time was up                       \
                             */

#endif
