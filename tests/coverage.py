#!/usr/bin/env python3
"""Which lines and branches the tests reached: coverage.py BUILD-FOLDER [FILE...]

Reads what a build with --coverage left there, by gcov, and prints a line a stage, then each file of which less than 95 %
of the lines were reached. With FILEs: the lines of these that were not.
"""
import collections
import json
import pathlib
import subprocess
import sys

STAGES = ("common", "extract", "transform", "load", "nightly")


def main():
    folder, wanted = pathlib.Path(sys.argv[1]), set(sys.argv[2:])
    lines, branches = collections.defaultdict(dict), collections.defaultdict(dict)
    for stage in STAGES:
        for data in sorted((folder / stage).rglob("*.gcda")):
            said = subprocess.run(["gcov", "--stdout", "--json-format", "--branch-probabilities", str(data)],
                                  capture_output=True, check=True, text=True).stdout
            for document in filter(None, said.splitlines()):
                for file in json.loads(document)["files"]:
                    name = file["file"]
                    if not name.startswith(STAGES) or not name.endswith(".c"):
                        continue
                    for line in file["lines"]:
                        number = line["line_number"]
                        lines[name][number] = max(lines[name].get(number, 0), line["count"])
                        for index, branch in enumerate(line.get("branches", ())):
                            key = number, index
                            branches[name][key] = max(branches[name].get(key, 0), branch["count"])
    if wanted:
        for name in sorted(wanted):
            print(name, " ".join(str(number) for number, count in sorted(lines[name].items()) if count == 0))
        return

    def share(tables):
        counts = [count for table in tables for count in table.values()]
        return 100 * sum(count > 0 for count in counts) / max(1, len(counts)), len(counts)

    print(f"{'stage':<12}{'lines':>8}{'of':>8}{'branches':>10}{'of':>8}")
    for stage in STAGES + ("",):
        names = [name for name in lines if name.startswith(stage)]
        line, line_count = share(lines[name] for name in names)
        branch, branch_count = share(branches[name] for name in names)
        print(f"{stage or 'all':<12}{line:7.1f}%{line_count:>8}{branch:9.1f}%{branch_count:>8}")
    for name in sorted(lines):
        line, line_count = share([lines[name]])
        if line < 95:
            print(f"{name:<44}{line:6.1f}% of {line_count}")


main()
