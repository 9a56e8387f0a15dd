/* The training program: annotated texts in, a model file out. Never installed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/log.h"
#include "common/memory.h"
#include "common/option.h"
#include "transform/name/learned.h"
#include "transform/text/tag.h"
#include "transform/train/names.h"
#include "transform/train/tags.h"

enum { TRAIN_NAME_ROUNDS = 8, TRAIN_TAG_ROUNDS = 6 };

/* Weights under these say nothing; without them the file is half as large. */
static const float train_least_tag = 0.1f, train_least_name = 0.005f;

struct train {
    const char *out;
    long folds, left_out; /* 0: no fold is left out; else its number, from 1 */
    bool cross_validate;
    struct option_common common;
    struct corpus corpus;
    int *fold_of; /* each document */
    size_t *ends; /* of each operand: how many documents there are with it */
    int operands;
    char **sources;
    struct arena *arena;
    struct gazetteer *gazetteer;
    struct segmenter *segmenter;
    const char *tags[MODEL_CLASSES_MAX];
    size_t tag_count;
};

/* By its id, so that a document stays in its fold whatever else is read. */
static int train_fold(const char *id, long folds)
{
    uint32_t hash = 2166136261u;

    for (; *id != '\0'; id++) {
        hash = (hash ^ (unsigned char)*id) * 16777619u;
    }
    return (int)((hash >> 8) % (uint32_t)folds);
}

static enum status train_read(struct train *train, struct error *error)
{
    enum status status = gazetteer_open(&train->gazetteer, error);

    if (status == STATUS_OK) {
        status = segmenter_new(&train->segmenter, error);
    }
    train->ends = mem_calloc((size_t)train->operands + 1, sizeof *train->ends);
    for (int i = 0; i < train->operands && status == STATUS_OK; i++) {
        status = corpus_read(&train->corpus, train->sources[i], error);
        train->ends[i] = train->corpus.count;
    }
    train->fold_of = mem_calloc(train->corpus.count + 1, sizeof *train->fold_of);
    for (size_t i = 0; i < train->corpus.count && status == STATUS_OK; i++) {
        train->fold_of[i] = train_fold(train->corpus.documents[i].id, train->folds);
    }
    train->tag_count = tags_collect(&train->corpus, train->arena, train->tags);
    return status;
}

/* Learns the tags, and writes a file with them alone, which the names are then learned with. */
static enum status train_tags(struct train *train, int left_out, struct model_table *table,
                              struct model **model, struct error *error)
{
    struct learner *learner = tags_learn(&train->corpus, train->fold_of, left_out, TRAIN_TAG_ROUNDS,
                                         train->tags, train->tag_count, train->segmenter);
    enum status status;

    *table = learner_table(learner, "tag", train->tags, train->tag_count, train_least_tag);
    learner_free(learner);
    status = model_write(train->out, table, 1, error);
    return status == STATUS_OK ? model_open(train->out, model, error) : status;
}

static void train_print(const char *source, const char *what, const struct names_score *score)
{
    double precision = score->found == 0 ? 0 : (double)score->right / (double)score->found;
    double recall = score->wanted == 0 ? 0 : (double)score->right / (double)score->wanted;
    double sum = precision + recall;

    printf("%-8s precision %.3f recall %.3f F1 %.3f of %zu names in %s\n", what, precision, recall,
           sum > 0 ? 2 * precision * recall / sum : 0, score->wanted, source);
}

/* Learns names with one fold left out (-1: none), and scores that fold. */
static struct learner *train_names(struct train *train, const struct model_layer *tags,
                                   int left_out, struct names_score *learned,
                                   struct names_score *rules)
{
    size_t count = train->corpus.count;
    struct names_example *examples = mem_calloc(count + 1, sizeof *examples);
    struct arena *arena = arena_new();
    struct learner *learner;

    for (size_t i = 0; i < count; i++) {
        if (train->corpus.documents[i].names) {
            names_prepare(train->gazetteer, tags, train->segmenter, &train->corpus.documents[i],
                          arena, &examples[i]);
        }
    }
    learner = names_learn(examples, train->fold_of, count, left_out, TRAIN_NAME_ROUNDS);
    for (size_t i = 0, operand = 0; i < count && left_out >= 0; i++) {
        while (i >= train->ends[operand]) {
            operand++;
        }
        if (train->fold_of[i] == left_out) {
            names_evaluate(learner, &examples[i], &learned[operand]);
            names_evaluate(NULL, &examples[i], &rules[operand]);
        }
    }
    arena_free(arena);
    free(examples);
    return learner;
}

static enum status train_once(struct train *train, int left_out, struct names_score *learned,
                              struct names_score *rules, struct tags_score *tag_score,
                              struct error *error)
{
    struct model_table tables[2] = {{0}, {0}};
    struct model *model = NULL;
    struct learner *learner = NULL;
    enum status status = train_tags(train, left_out, &tables[0], &model, error);

    if (status == STATUS_OK) {
        const struct model_layer *layer = model_find_layer(model, "tag");

        learner = train_names(train, layer, left_out, learned, rules);
        tables[1] =
            learner_table(learner, "name", learned_classes, LEARNED_CLASSES, train_least_name);
        for (size_t i = 0; i < train->corpus.count && left_out >= 0; i++) {
            if (train->fold_of[i] == left_out) {
                tags_evaluate(layer, &train->corpus.documents[i], train->segmenter, tag_score);
            }
        }
        learner_free(learner);
        model_close(model);
        status = model_write(train->out, tables, 2, error);
        printf("%zu features of tags, %zu of names\n", tables[0].key_count, tables[1].key_count);
    }
    learner_free_table(&tables[0]);
    learner_free_table(&tables[1]);
    return status;
}

static enum status train_all(struct train *train, struct error *error)
{
    struct names_score *learned = mem_calloc((size_t)train->operands + 1, sizeof *learned);
    struct names_score *rules = mem_calloc((size_t)train->operands + 1, sizeof *rules);
    struct tags_score tag_score = {0};
    enum status status = train_read(train, error);

    for (int fold = 0; fold < train->folds && train->cross_validate && status == STATUS_OK;
         fold++) {
        status = train_once(train, fold, learned, rules, &tag_score, error);
    }
    if (!train->cross_validate && status == STATUS_OK) {
        status = train_once(train, (int)train->left_out - 1, learned, rules, &tag_score, error);
    }
    if (status == STATUS_OK && tag_score.all > 0) {
        printf("tags right: %.4f of %zu words\n", (double)tag_score.right / (double)tag_score.all,
               tag_score.all);
    }
    for (int i = 0; i < train->operands && status == STATUS_OK; i++) {
        if (learned[i].wanted > 0) {
            train_print(train->sources[i], "rules", &rules[i]);
            train_print(train->sources[i], "learned", &learned[i]);
        }
    }
    free(learned);
    free(rules);
    return status;
}

static enum status train_parse(int argc, char **argv, struct train *train, int *first_operand,
                               struct error *error)
{
    const struct option_program program = {
        .name = "train",
        .operands = "FORMAT:PATH...",
        .summary = "Learns the model of transform from annotated texts: spans:FILE, iob:FILE or "
                   "conllu:FILE. A corpus named twice counts twice.",
        .epilogue = "See docs/model.md.\n"};
    const struct option_spec specs[] = {
        {.name = "out",
         .kind = OPTION_TEXT,
         .argument = "FILE",
         .help = "the model file",
         .target = &train->out},
        {.name = "folds",
         .kind = OPTION_NUMBER,
         .argument = "N",
         .help = "parts of the documents, for the next two options (default: 5)",
         .target = &train->folds,
         .minimum = 2,
         .maximum = 100},
        {.name = "leave-out",
         .kind = OPTION_NUMBER,
         .argument = "K",
         .help = "learn without part K, from 1, and score it",
         .target = &train->left_out,
         .minimum = 1,
         .maximum = 100},
        {.name = "cross-validate",
         .kind = OPTION_FLAG,
         .help = "leave each part out in turn; the file is the last one's",
         .target = &train->cross_validate},
    };
    enum status status = option_parse(&program, specs, sizeof specs / sizeof specs[0], argc, argv,
                                      &train->common, first_operand, error);

    train->folds = train->folds == 0 ? 5 : train->folds;
    if (status == STATUS_OK && !train->common.help && !train->common.version &&
        (train->out == NULL || *first_operand == argc || train->left_out > train->folds)) {
        status = error_set(error, STATUS_USAGE, "usage",
                           "train: give --out FILE and corpora; --leave-out is at most --folds");
    }
    return status;
}

int main(int argc, char **argv)
{
    struct train train = {.arena = arena_new(), .corpus = {.arena = arena_new()}};
    struct error error = {0};
    int first_operand = argc;
    enum status status;

    mem_install();
    status = train_parse(argc, argv, &train, &first_operand, &error);
    if (status == STATUS_OK && !train.common.help && !train.common.version) {
        train.operands = argc - first_operand;
        train.sources = argv + first_operand;
        status = train_all(&train, &error);
    }
    if (status != STATUS_OK) {
        fprintf(stderr, "train: %s\n", error.message);
    }
    if (train.segmenter != NULL) {
        segmenter_free(train.segmenter);
    }
    if (train.gazetteer != NULL) {
        gazetteer_close(train.gazetteer);
    }
    free(train.corpus.documents);
    free(train.fold_of);
    free(train.ends);
    arena_free(train.corpus.arena);
    arena_free(train.arena);
    return (int)error_exit_code(status);
}
