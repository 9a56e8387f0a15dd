/*
 * Commands that are a stage's program with other words: each becomes that program, and returns only
 * where that fails. `argv[0]` is the command.
 */
#ifndef DATELINE_NIGHTLY_STAGE_COMMAND_H
#define DATELINE_NIGHTLY_STAGE_COMMAND_H

#include "common/error.h"

/* dateline load X is dateline-load X, with the database that the driver would use. */
enum status command_stage(const char *stage, char **argv, struct error *error) WARN_UNUSED;

/* dateline source try URL is dateline-extract --try URL. */
enum status command_source(char **argv, struct error *error) WARN_UNUSED;

/* dateline rules check|test is dateline-transform --rules check|test. */
enum status command_rules(char **argv, struct error *error) WARN_UNUSED;

/* dateline gazetteer ... is dateline-transform --gazetteer ... */
enum status command_gazetteer(int argc, char **argv, struct error *error) WARN_UNUSED;

/* dateline explain TEXT is dateline-transform --explain --text TEXT; - is stdin. */
enum status command_explain(int argc, char **argv, struct error *error) WARN_UNUSED;

#endif
