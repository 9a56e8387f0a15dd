/* Commands that look at, or change, what the database holds: status, check, export, forget, prune.
 */
#ifndef DATELINE_NIGHTLY_DATA_COMMAND_H
#define DATELINE_NIGHTLY_DATA_COMMAND_H

#include <stdbool.h>
#include "common/error.h"

/* Whether there is such a command. */
bool command_data_known(const char *name);

/* argv[0] is the command. `*exit_code` becomes EXIT_REJECTED where check found something. */
enum status command_data(int argc, char **argv, int *exit_code, struct error *error) WARN_UNUSED;

#endif
