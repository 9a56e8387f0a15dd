# Dateline: make            builds bin/
#           make run        installs what is missing, builds, runs the nightly job over the samples
#           make test       installs what is missing, then every test
#           make unit       the CUnit suites alone;  make asan: programs and suites with sanitizers
#           make fuzz [FUZZ_SECONDS=60]: fuzz targets, with sanitizers (clang)
#           make bench  how fast it is: docs/bench.md
#           make variants, tsan, valgrind, coverage: the tests otherwise built and run
#           make crash      300 kills at random moments, compared row for row (half an hour)
#           make faults     allocations, reads, writes and libpq calls that fail, each in turn
#           make lint       format, static analysis, boundaries, banned calls
#           make install PREFIX=/usr/local [DESTDIR=...], make uninstall, make clean
BUILD ?= release
PREFIX ?= /usr/local
CC = gcc
PKG_CONFIG ?= pkg-config

OUT = build/$(BUILD)
ifeq ($(BUILD),release)
BIN = bin
MODE_CFLAGS = -O2 -D_FORTIFY_SOURCE=2
else ifeq ($(BUILD),asan)
BIN = $(OUT)/bin
MODE_CFLAGS = -O1 -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
MODE_LDFLAGS = -fsanitize=address,undefined
else ifeq ($(BUILD),fuzz)
BIN = $(OUT)/bin
CC = clang-14
MODE_CFLAGS = -O1 -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,address,undefined \
	-fno-sanitize-recover=all -w
MODE_LDFLAGS = -fsanitize=fuzzer,address,undefined
else ifeq ($(BUILD),tsan)
BIN = $(OUT)/bin
MODE_CFLAGS = -O1 -fno-omit-frame-pointer -fsanitize=thread
MODE_LDFLAGS = -fsanitize=thread
else ifeq ($(BUILD),coverage)
BIN = $(OUT)/bin
MODE_CFLAGS = -O0 --coverage
MODE_LDFLAGS = --coverage
else ifneq ($(filter variant-%,$(BUILD)),)
BIN = $(OUT)/bin
MODE_CFLAGS = $(VARIANT)
else
$(error BUILD is $(BUILD): release, asan, fuzz, tsan, coverage and variant-NAME are known)
endif

LIBRARIES = libpsl libcurl libxml-2.0 jansson libpq libconfuse icu-uc icu-i18n libmd zlib libexttextcat
LIBRARY_CFLAGS := $(shell $(PKG_CONFIG) --cflags $(LIBRARIES) 2>/dev/null)
LIBRARY_LDLIBS := $(shell $(PKG_CONFIG) --libs $(LIBRARIES) 2>/dev/null)

VERSION = 0.1.0
WARNINGS = -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla \
	-Wformat=2 -Wwrite-strings -Wundef -Werror
CPPFLAGS = -I. -D_GNU_SOURCE -DDATELINE_VERSION='"$(VERSION)"' $(LIBRARY_CFLAGS)
CFLAGS = -std=c17 -g -pthread -fstack-protector-strong $(WARNINGS) $(MODE_CFLAGS)
LDFLAGS = -pthread -Wl,--as-needed -Wl,-z,relro,-z,now $(MODE_LDFLAGS)
LDLIBS = $(LIBRARY_LDLIBS) -lresolv -lm

# Every .c of a stage but its *main.c goes into the stage's library; tests link the library.
sources = $(filter-out %main.c,$(sort $(wildcard $(1)/*.c $(1)/*/*.c)))
objects = $(patsubst %.c,$(OUT)/%.o,$(call sources,$(1)))
STAGES = extract transform load
PROGRAMS = $(BIN)/dateline $(foreach stage,$(STAGES),$(BIN)/dateline-$(stage))
UNIT_SOURCES = $(sort $(wildcard tests/unit/*/test_*.c))
UNIT_PROGRAMS = $(patsubst tests/unit/%.c,$(OUT)/unit/%,$(UNIT_SOURCES))
GAZETTEER = build/data/gazetteer.dat

all: $(PROGRAMS) $(GAZETTEER)

COMMON = $(OUT)/common.a
$(COMMON): $(call objects,common) $(OUT)/embedded_schema.o $(OUT)/embedded_sql.o
$(OUT)/extract.a: $(call objects,extract)
$(OUT)/transform.a: $(call objects,transform)
$(OUT)/load.a: $(call objects,load)
$(OUT)/nightly.a: $(call objects,nightly) $(OUT)/embedded_land.o
$(OUT)/%.a:
	@rm -f $@
	$(AR) rcs $@ $^

$(BIN)/dateline: $(OUT)/nightly/main.o $(OUT)/nightly.a $(COMMON)
$(BIN)/dateline-extract: $(OUT)/extract/main.o $(OUT)/extract.a $(COMMON)
$(BIN)/dateline-transform: $(OUT)/transform/main.o $(OUT)/transform.a $(COMMON)
$(BIN)/dateline-load: $(OUT)/load/main.o $(OUT)/load.a $(COMMON)
$(PROGRAMS):
	@mkdir -p $(@D)
	$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(OUT)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# Files that are part of the programs.
build/tools/embed: common/embed_main.c Makefile
	@mkdir -p $(@D)
	$(CC) -I. -D_GNU_SOURCE -std=c17 -O1 -g $(WARNINGS) -o $@ $<
SCHEMA_FILES = $(sort $(wildcard config/schema/*.json))
MIGRATION_FILES = $(sort $(wildcard sql/migrations/*.sql))
STATEMENT_FILES = $(sort $(wildcard sql/statements/*.sql))
$(OUT)/embedded_schema.c: build/tools/embed $(SCHEMA_FILES) config/schema
	@mkdir -p $(@D)
	build/tools/embed $@ embedded_schema $(SCHEMA_FILES)
$(OUT)/embedded_sql.c: build/tools/embed $(MIGRATION_FILES) $(STATEMENT_FILES) \
		$(wildcard sql/migrations sql/statements)
	@mkdir -p $(@D)
	build/tools/embed $@ embedded_migrations $(MIGRATION_FILES) \
		-- embedded_statements $(STATEMENT_FILES)
# The land of the report's map.
build/tools/land: nightly/land_main.c nightly/report_svg.h Makefile
	@mkdir -p $(@D)
	$(CC) -I. $$($(PKG_CONFIG) --cflags geonames libpq | sed 's/-I/-isystem /g') -std=c17 -O1 -g $(WARNINGS) \
		-Wl,--as-needed -o $@ $< $$($(PKG_CONFIG) --libs geonames)
$(OUT)/embedded_land.c: build/tools/land build/tools/embed
	@mkdir -p $(@D) build/data
	build/tools/land build/data/land.path
	build/tools/embed $@ embedded_land build/data/land.path
$(OUT)/embedded_%.o: $(OUT)/embedded_%.c
	$(CC) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

# What the packages iso-codes, unicode-cldr-core, libgeonames and wordnet-base know, compiled for mmap(). The
# generator is never installed, and always built without sanitizers.
GENERATOR_SOURCES = $(sort $(wildcard transform/name/build/*.c)) transform/name/gazetteer_key.c \
	transform/name/gazetteer_index.c transform/name/gazetteer_file.c transform/name/gazetteer_writer.c
build/tools/gazetteer: $(GENERATOR_SOURCES) $(wildcard transform/name/build/*.h transform/name/gazetteer*.h) \
		$(wildcard common/*.[ch]) build/tools/embed Makefile $(filter build/release/%,$(COMMON))
	@mkdir -p $(@D)
	$(if $(filter release,$(BUILD)),,$(MAKE) BUILD=release build/release/common.a)
	$(CC) $(CPPFLAGS) $$($(PKG_CONFIG) --cflags geonames | sed 's/-I/-isystem /g') -std=c17 -O2 -g \
		$(WARNINGS) -pthread -Wl,--as-needed -o $@ $(GENERATOR_SOURCES) build/release/common.a \
		$(LDLIBS) $$($(PKG_CONFIG) --libs geonames)
$(GAZETTEER): build/tools/gazetteer
	@mkdir -p $(@D)
	LC_ALL=C.UTF-8 build/tools/gazetteer $@

# The program that learned config/english.model; docs/model.md says from what.
build/tools/train: transform/train_main.c build/release/transform.a build/release/common.a
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

# The nightly job over the sample outlet, and what people would ask then. Exit code 3 (some pages are no
# articles) is how a good night ends.
run: deps
	@$(MAKE) --no-print-directory all
	@bin/dateline run || [ $$? -eq 3 ]
	@for question in events_by_day troops_in_iraq who_says; do \
		echo; sed -n 's/^-- //p' sql/questions/$$question.sql; \
		bin/dateline db psql -- -X -P pager=off -P footer=off -f sql/questions/$$question.sql || exit 1; \
	done
	@echo "the database stays up: bin/dateline db psql asks it, bin/dateline db stop ends it"

SHARE = $(DESTDIR)$(PREFIX)/share/dateline
MAN = $(DESTDIR)$(PREFIX)/share/man
UNITS = $(DESTDIR)$(PREFIX)/lib/systemd/system
UNIT_FILES = dateline.service dateline.timer dateline-db.service
MANUALS = dateline.1 dateline-extract.1 dateline-transform.1 dateline-load.1 dateline.conf.5
install: all
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(SHARE)" "$(MAN)/man1" "$(MAN)/man5"
	install -m 755 $(PROGRAMS) "$(DESTDIR)$(PREFIX)/bin"
	install -m 644 $(GAZETTEER) config/dateline.conf config/sources-public.conf config/english.model config/quantities.tsv config/speech.tsv config/dates.tsv "$(SHARE)"
	cp -R config/gazetteer config/events config/schema config/sample sql/checks "$(SHARE)"
	install -m 644 $(foreach page,$(filter %.1,$(MANUALS)),docs/man/$(page)) "$(MAN)/man1"
	install -m 644 $(foreach page,$(filter %.5,$(MANUALS)),docs/man/$(page)) "$(MAN)/man5"
	install -d "$(UNITS)" "$(DESTDIR)$(PREFIX)/share/doc/dateline"
	install -m 644 docs/operations.md "$(DESTDIR)$(PREFIX)/share/doc/dateline"
	for unit in $(UNIT_FILES); do \
		sed 's|@PREFIX@|$(PREFIX)|g' config/systemd/$$unit >"$(UNITS)/$$unit" && \
		chmod 644 "$(UNITS)/$$unit" || exit 1; \
	done
uninstall:
	rm -f $(foreach unit,$(UNIT_FILES),"$(UNITS)/$(unit)")
	rm -f "$(DESTDIR)$(PREFIX)/share/doc/dateline/operations.md"
	rm -f $(foreach program,$(PROGRAMS),"$(DESTDIR)$(PREFIX)/bin/$(notdir $(program))")
	rm -f $(foreach page,$(filter %.1,$(MANUALS)),"$(MAN)/man1/$(page)") "$(MAN)/man5/dateline.conf.5"
	rm -rf "$(SHARE)"

# Tests.
$(OUT)/unit/common/%: LIBRARY = $(COMMON)
$(OUT)/unit/extract/%: LIBRARY = $(OUT)/extract.a $(COMMON)
$(OUT)/unit/transform/%: LIBRARY = $(OUT)/transform.a $(COMMON)
$(OUT)/unit/load/%: LIBRARY = $(OUT)/load.a $(COMMON)
$(OUT)/unit/nightly/%: LIBRARY = $(OUT)/nightly.a $(COMMON)
$(filter $(OUT)/unit/common/%,$(UNIT_PROGRAMS)): $(COMMON)
$(filter $(OUT)/unit/extract/%,$(UNIT_PROGRAMS)): $(OUT)/extract.a $(COMMON)
$(filter $(OUT)/unit/transform/%,$(UNIT_PROGRAMS)): $(OUT)/transform.a $(COMMON)
$(filter $(OUT)/unit/load/%,$(UNIT_PROGRAMS)): $(OUT)/load.a $(COMMON)
$(filter $(OUT)/unit/nightly/%,$(UNIT_PROGRAMS)): $(OUT)/nightly.a $(COMMON)
$(UNIT_PROGRAMS): $(OUT)/unit/%: $(OUT)/tests/unit/%.o $(OUT)/tests/unit/unit.o
	@mkdir -p $(@D)
	$(CC) $(LDFLAGS) -o $@ $< $(OUT)/tests/unit/unit.o $(LIBRARY) $(LDLIBS) -lcunit

# Measuring programs: make build/release/bench/extract_pages
BENCH_PROGRAMS = $(patsubst bench/%.c,$(OUT)/bench/%,$(sort $(wildcard bench/*.c)))
$(BENCH_PROGRAMS): $(OUT)/bench/%: $(OUT)/bench/%.o $(OUT)/extract.a $(OUT)/transform.a $(COMMON)
	@mkdir -p $(@D)
	$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)
bench-programs: $(BENCH_PROGRAMS)
bench: deps
	bench/extract
	bench/transform
	bench/load
	bench/pipeline

unit-programs: $(UNIT_PROGRAMS)
unit: all unit-programs
	tests/run.sh --unit $(BUILD)
asan:
	$(MAKE) BUILD=asan all unit-programs

# In a second make: the first one looked for libraries that deps may just have installed.
test: deps
	$(MAKE) test-programs
	tests/run.sh
test-programs:
	$(MAKE) BUILD=release all unit-programs
	$(MAKE) BUILD=asan all unit-programs replay-programs

# Long: not part of test.
crash: deps
	@$(MAKE) --no-print-directory all
	tests/crash.py

# Other compilers, levels, signs of char, places and times; threads; memory; what the tests reach. All long.
variants: deps
	tests/variants.sh
tsan: deps
	$(MAKE) BUILD=tsan all unit-programs
	tests/run.sh tsan -- $(TSAN_TESTS)
TSAN_TESTS = unit/ test_annotations test_extract test_http test_warc test_load test_events test_safety
valgrind: deps
	$(MAKE) all unit-programs
	tests/valgrind.sh
coverage: deps
	$(MAKE) BUILD=coverage all unit-programs
	find build/coverage -name '*.gcda' -delete
	-tests/run.sh coverage
	tests/coverage.py build/coverage

# Each call of a kind fails in turn, FAULTS of them at most.
FAULTS ?= 300
build/tools/inject.so: tests/faults/inject.c
	@mkdir -p $(@D)
	$(CC) -D_GNU_SOURCE -std=c17 -O1 -g -fPIC -shared $(WARNINGS) $(LIBRARY_CFLAGS) -o $@ $<
faults: deps build/tools/inject.so
	@$(MAKE) --no-print-directory all
	tests/faults.py build/tools/inject.so $(FAULTS)

deps:
	@.ci/deps

# Each target runs FUZZ_SECONDS on what production calls, one after the other; what it finds is kept in
# build/fuzz/. Inputs that once failed are put into tests/fuzz/corpus/, which `make test` replays:
# build/asan/replay/fuzz_x reads files instead of making them up.
FUZZ_SECONDS ?= 60
FUZZ_TARGETS = $(patsubst tests/fuzz/%.c,%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))
FUZZ_PROGRAMS = $(FUZZ_TARGETS:%=$(OUT)/targets/%)
REPLAY_PROGRAMS = $(FUZZ_TARGETS:%=$(OUT)/replay/%)
# The stages whose headers a target includes: two of them may have functions of one name.
fuzzed = $(shell sed -nE 's,^.include "(extract|transform|load)/.*,\1,p' tests/fuzz/$(1).c | sort -u)
fuzz: $(FUZZ_TARGETS)
$(FUZZ_TARGETS): build/data/gazetteer.dat
	@$(MAKE) --no-print-directory BUILD=fuzz build/fuzz/targets/$@
	@mkdir -p build/fuzz/corpus_$(@:fuzz_%=%)
	build/fuzz/targets/$@ -max_total_time=$(FUZZ_SECONDS) -max_len=65536 -timeout=20 \
		-rss_limit_mb=2048 -artifact_prefix=build/fuzz/ -print_final_stats=1 \
		$(addprefix -dict=,$(wildcard tests/fuzz/dict/$(@:fuzz_%=%).dict)) \
		build/fuzz/corpus_$(@:fuzz_%=%) $(wildcard tests/fuzz/corpus/$(@:fuzz_%=%))
define fuzz_rules
$(OUT)/targets/$(1) $(OUT)/replay/$(1): $(OUT)/tests/fuzz/$(1).o \
	$(foreach stage,$(call fuzzed,$(1)),$(OUT)/$(stage).a) $(COMMON)
endef
$(foreach target,$(FUZZ_TARGETS),$(eval $(call fuzz_rules,$(target))))
$(FUZZ_PROGRAMS):
	@mkdir -p $(@D)
	$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)
$(REPLAY_PROGRAMS): $(OUT)/tests/fuzz/replay.o
	@mkdir -p $(@D)
	$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)
replay-programs: $(REPLAY_PROGRAMS)

lint:
	tests/lint.sh
print-cppflags:
	@echo '$(CPPFLAGS)'

clean:
	rm -rf bin build

-include $(shell find $(OUT) -name '*.d' 2>/dev/null)

.PHONY: all variants tsan valgrind coverage bench bench-programs replay-programs crash unit unit-programs asan test test-programs deps lint fuzz print-cppflags clean run install uninstall

.PHONY: all bench bench-programs replay-programs crash faults unit unit-programs asan test test-programs deps lint fuzz print-cppflags clean run install uninstall
.SECONDARY:
