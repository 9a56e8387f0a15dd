/*
 * dateline reprocess: stored articles through transform again, and their rows replaced. The first
 * of its three processes is this program itself, which writes the articles as records.
 */
#ifndef DATELINE_NIGHTLY_REPROCESS_H
#define DATELINE_NIGHTLY_REPROCESS_H

#include "common/error.h"

/* The command with its options; argv[0] is "reprocess". */
enum status command_reprocess(int argc, char **argv, int *exit_code,
                              struct error *error) WARN_UNUSED;

#endif
