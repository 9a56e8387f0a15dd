/* dateline db init|migrate|status|start|stop|psql. */
#ifndef DATELINE_NIGHTLY_DB_COMMAND_H
#define DATELINE_NIGHTLY_DB_COMMAND_H

#include "common/error.h"

/* argv[0] is "db". Returns from psql only where it cannot be started. */
enum status command_db(int argc, char **argv, struct error *error) WARN_UNUSED;

#endif
