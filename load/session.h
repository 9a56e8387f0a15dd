/* The connection of one load: waits for a database that is away, and holds the lock of the job. */
#ifndef DATELINE_LOAD_SESSION_H
#define DATELINE_LOAD_SESSION_H

#include "common/db.h"
#include "common/log.h"

struct session {
    const char *database_url;
    long wait;     /* seconds, for a database that is away and for the lock */
    bool together; /* the lock is shared with others that share it */
    struct log *log;
    bool staged;   /* there are staging tables, and each new connection makes its own */
    struct db *db; /* NULL while not connected */
};

/*
 * Connects and takes the lock; tries again, ever more slowly, for `wait`
 * seconds while the database is away or another load holds the lock. Then STATUS_FATAL, naming the
 * holder. Closes an older connection first.
 */
enum status session_open(struct session *session, struct error *error) WARN_UNUSED;
/* Makes the staging tables; the schema must be there. */
enum status session_stage(struct session *session, struct error *error) WARN_UNUSED;

void session_close(struct session *session);

#endif
