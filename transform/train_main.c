/* The training program: annotated texts in, a model file out. Never installed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/log.h"
#include "common/memory.h"
#include "common/option.h"
#include "transform/text/lexicon.h"
#include "transform/train/dictionary.h"
#include "transform/train/names.h"
#include "transform/train/tags.h"
#include "transform/train/trees_score.h"

enum {
    TRAIN_NAME_ROUNDS = 12,
    TRAIN_TAG_ROUNDS = 6,
    TRAIN_TREE_PARTS = 3, /* of the documents with trees: train_prepare_trees() */
    TRAIN_LAYERS = 5
};

enum train_part { PART_TAG, PART_NAME, PART_SYNTAX };
enum { TRAIN_PARTS = 3 };

static const char *const train_parts[TRAIN_PARTS] = {"tag", "name", "syntax"};

enum { LAYER_LEXICON, LAYER_TAG, LAYER_NAME, LAYER_POS, LAYER_ARC };

static const struct {
    const char *name;
    enum train_part part;
} train_layers[TRAIN_LAYERS] = {{"lexicon", PART_TAG},
                                {"tag", PART_TAG},
                                {"name", PART_NAME},
                                {"upos", PART_SYNTAX},
                                {"arc", PART_SYNTAX}};

/* Weights under these say nothing; without them the file is half as large. */
static const float train_least_tag = 0.1f, train_least_pos = 0.1f, train_least_arc = 0.8f;

struct train {
    const char *out;
    const char *keep;         /* NULL, or a model file whose layers stay, but for those to learn */
    struct option_list learn; /* names of train_parts */
    bool learns[TRAIN_PARTS];
    struct model *kept;
    struct model_table lexicon_table; /* where tags are learned */
    struct model *lexicon_model;      /* of that table */
    const struct model_layer *lexicon;
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
    struct date_words *dates;
    struct segmenter *segmenter;
    const char *tags[MODEL_CLASSES_MAX];
    size_t tag_count;
    struct trees_classes classes;
    struct tags_score tag_scores[2]; /* of documents without trees, and with */
    struct trees_score trees;
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
        status = date_words_open(&train->dates, error);
    }
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

/* Learns the tags, and makes a model of them alone, which the rest is then learned with. */
static enum status train_tags(struct train *train, const int *fold_of, int left_out,
                              struct model_table *table, struct model **model, struct error *error)
{
    struct learner *learner =
        tags_learn(&train->corpus, fold_of, left_out, TRAIN_TAG_ROUNDS, train->tags,
                   train->tag_count, train->lexicon, train->segmenter);

    *table = learner_table(learner, "tag", train->tags, train->tag_count, tags_shares,
                           train_least_tag, LEARNER_NARROW);
    learner_free(learner);
    return model_make(table, 1, model, error);
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
static enum status train_names(struct train *train, const struct tag_layers *tags, int left_out,
                               struct names_score *learned, struct names_score *rules,
                               struct model_table *table, struct error *error)
{
    const struct names_tools tools = {train->gazetteer, train->dates, tags, train->segmenter};
    size_t count = train->corpus.count;
    struct names_example *examples = mem_calloc(count + 1, sizeof *examples);
    struct arena *arena = arena_new();
    struct model *model = NULL;
    enum status status;

    for (size_t i = 0; i < count; i++) {
        if (train->corpus.documents[i].names && train->fold_of[i] != left_out) {
            names_prepare(&tools, &train->corpus.documents[i], arena, &examples[i]);
        }
    }
    *table = names_learn(examples, count, TRAIN_NAME_ROUNDS);
    status = model_make(table, 1, &model, error);
    for (size_t i = 0, operand = 0; i < count && left_out >= 0 && status == STATUS_OK; i++) {
        while (i >= train->ends[operand]) {
            operand++;
        }
        if (train->corpus.documents[i].names && train->fold_of[i] == left_out) {
            names_evaluate(&tools, model_find_sums(model, "name"), &train->corpus.documents[i],
                           &learned[operand]);
            names_evaluate(&tools, NULL, &train->corpus.documents[i], &rules[operand]);
        }
    }
    model_close(model);
    arena_free(arena);
    free(examples);
    return status;
}

/*
 * Makes the examples of trees. Their tags come from taggers that did not learn from them, since a
 * parser that only knows right tags trusts them too much. The models hold the tags' names.
 */
static enum status train_prepare_trees(struct train *train, int left_out, struct arena *arena,
                                       struct trees_example *examples,
                                       struct model *models[TRAIN_TREE_PARTS], struct error *error)
{
    size_t count = train->corpus.count;
    int *part_of = mem_calloc(count + 1, sizeof *part_of);
    enum status status = STATUS_OK;

    for (int part = 0; part < TRAIN_TREE_PARTS && status == STATUS_OK; part++) {
        struct model_table table = {0};

        for (size_t i = 0; i < count; i++) {
            bool own = train->corpus.documents[i].trees && i % TRAIN_TREE_PARTS == (size_t)part;

            part_of[i] = own || train->fold_of[i] == left_out;
        }
        status = train_tags(train, part_of, 1, &table, &models[part], error);
        learner_free_table(&table);
        const struct tag_layers tags = {
            status == STATUS_OK ? model_find_sums(models[part], "tag") : NULL, train->lexicon};

        for (size_t i = (size_t)part; i < count && status == STATUS_OK; i += TRAIN_TREE_PARTS) {
            if (train->corpus.documents[i].trees && train->fold_of[i] != left_out) {
                trees_prepare(&tags, train->segmenter, &train->corpus.documents[i], arena,
                              &examples[i]);
            }
        }
    }
    free(part_of);
    return status;
}

/* Learns parts of speech, arcs and relations, with one fold left out. */
static enum status train_trees(struct train *train, int left_out, struct model_table *tables,
                               struct error *error)
{
    size_t count = train->corpus.count;
    struct trees_example *examples = mem_calloc(count + 1, sizeof *examples);
    struct model *models[TRAIN_TREE_PARTS] = {NULL};
    struct arena *arena = arena_new();
    struct trees_classes *classes = &train->classes;
    enum status status = train_prepare_trees(train, left_out, arena, examples, models, error);

    trees_collect(examples, count, classes);
    if (status == STATUS_OK && classes->pos_count == 0) {
        status = error_set(error, STATUS_USAGE, "no_trees",
                           "no corpus has trees to learn from; name one of format conllu");
    }
    if (status == STATUS_OK) {
        struct trees_learners learners;

        trees_learn(examples, count, classes, &learners);
        tables[LAYER_POS] =
            learner_table(learners.pos.weights, "upos", classes->pos, classes->pos_count,
                          learner_all, train_least_pos, LEARNER_NARROW);
        tables[LAYER_ARC] =
            learner_table(learners.arc.weights, "arc", classes->moves, classes->actions.count,
                          learner_all, train_least_arc, LEARNER_NARROW);
        trees_free(&learners);
    }
    for (int part = 0; part < TRAIN_TREE_PARTS; part++) {
        model_close(models[part]);
    }
    arena_free(arena);
    free(examples);
    return status;
}

/* Scores the model on the fold that was left out. */
static enum status train_score_trees(struct train *train, int left_out,
                                     const struct model_table *tables, struct error *error)
{
    struct model *model = NULL;
    struct parse_layers layers;
    struct tag_layers tags;
    struct arena *arena = arena_new();
    enum status status = model_make(tables, TRAIN_LAYERS, &model, error);

    for (size_t i = 0; status == STATUS_OK && i < train->corpus.count; i++) {
        struct trees_example example;

        if (train->fold_of[i] == left_out && train->corpus.documents[i].trees &&
            tag_find_layers(model, &tags) && parse_find_layers(model, &layers)) {
            trees_prepare(&tags, train->segmenter, &train->corpus.documents[i], arena, &example);
            trees_evaluate(&layers, &example, &train->trees);
            arena_reset(arena);
        }
    }
    model_close(model);
    arena_free(arena);
    return status;
}

/* Fills `tables` with layers of the file to keep. */
static enum status train_keep(const struct train *train, struct model_table tables[TRAIN_LAYERS],
                              struct error *error)
{
    for (size_t i = 0; i < TRAIN_LAYERS && train->kept != NULL; i++) {
        tables[i].kept = model_find_sums(train->kept, train_layers[i].name);
        if (tables[i].kept == NULL && !train->learns[train_layers[i].part]) {
            return error_set(error, STATUS_USAGE, "no_layer", "%s: has no layer \"%s\" to keep",
                             train->keep, train_layers[i].name);
        }
    }
    return STATUS_OK;
}

/* The dictionary: made anew where tags are learned, else that of the file to keep. */
static enum status train_open_lexicon(struct train *train, struct error *error)
{
    enum status status = STATUS_OK;

    if (!train->learns[PART_TAG]) {
        train->lexicon = model_find_layer(train->kept, "lexicon");
        return lexicon_check(train->lexicon)
                   ? STATUS_OK
                   : error_set(error, STATUS_USAGE, "no_layer",
                               "%s: its layer \"lexicon\" is not that of this program",
                               train->keep);
    }
    status = dictionary_table(&train->lexicon_table, error);
    if (status == STATUS_OK) {
        status = model_make(&train->lexicon_table, 1, &train->lexicon_model, error);
    }
    if (status == STATUS_OK) {
        train->lexicon = model_find_layer(train->lexicon_model, "lexicon");
    }
    return status;
}

static enum status train_once(struct train *train, int left_out, struct names_score *learned,
                              struct names_score *rules, struct error *error)
{
    struct model_table tables[TRAIN_LAYERS] = {{0}};
    struct model *tagger = NULL;
    struct tag_layers tags = {.lexicon = train->lexicon};
    enum status status = train_keep(train, tables, error);

    tables[LAYER_LEXICON].kept = train->lexicon;
    if (status == STATUS_OK && train->learns[PART_TAG]) {
        status = train_tags(train, train->fold_of, left_out, &tables[LAYER_TAG], &tagger, error);
    }
    if (status == STATUS_OK) {
        tags.tags = tagger == NULL ? tables[LAYER_TAG].kept : model_find_sums(tagger, "tag");
    }
    for (size_t i = 0; status == STATUS_OK && i < train->corpus.count && left_out >= 0; i++) {
        if (train->fold_of[i] == left_out) {
            tags_evaluate(&tags, &train->corpus.documents[i], train->segmenter,
                          &train->tag_scores[train->corpus.documents[i].trees]);
        }
    }
    if (status == STATUS_OK && train->learns[PART_NAME]) {
        status = train_names(train, &tags, left_out, learned, rules, &tables[LAYER_NAME], error);
    }
    if (status == STATUS_OK && train->learns[PART_SYNTAX]) {
        status = train_trees(train, left_out, tables, error);
    }
    model_close(tagger);
    if (status == STATUS_OK) {
        status = model_write(train->out, tables, TRAIN_LAYERS, error);
    }
    if (status == STATUS_OK && left_out >= 0 && train->learns[PART_SYNTAX]) {
        status = train_score_trees(train, left_out, tables, error);
    }
    for (size_t i = 0; i < TRAIN_LAYERS; i++) {
        if (status == STATUS_OK && tables[i].kept == NULL) {
            printf("%zu features of %s\n", tables[i].key_count, tables[i].name);
        } else if (status == STATUS_OK && i != LAYER_LEXICON) {
            printf("kept: %s\n", tables[i].kept->name);
        }
        learner_free_table(&tables[i]);
    }
    return status;
}

static enum status train_all(struct train *train, struct error *error)
{
    struct names_score *learned = mem_calloc((size_t)train->operands + 1, sizeof *learned);
    struct names_score *rules = mem_calloc((size_t)train->operands + 1, sizeof *rules);
    enum status status = train_read(train, error);

    if (status == STATUS_OK && train->keep != NULL) {
        status = model_open(train->keep, &train->kept, error);
    }
    if (status == STATUS_OK) {
        status = train_open_lexicon(train, error);
    }
    for (int fold = 0; fold < train->folds && train->cross_validate && status == STATUS_OK;
         fold++) {
        status = train_once(train, fold, learned, rules, error);
    }
    if (!train->cross_validate && status == STATUS_OK) {
        status = train_once(train, (int)train->left_out - 1, learned, rules, error);
    }
    for (int trees = 0; trees < 2 && status == STATUS_OK; trees++) {
        const struct tags_score *score = &train->tag_scores[trees];

        if (score->all > 0) {
            printf("tags right: %.4f of %zu words %s\n", (double)score->right / (double)score->all,
                   score->all, trees ? "with trees" : "without trees");
        }
    }
    if (status == STATUS_OK && train->trees.words > 0) {
        trees_print(&train->trees);
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

static enum status train_parse_parts(struct train *train, struct error *error)
{
    for (size_t part = 0; part < TRAIN_PARTS; part++) {
        train->learns[part] = train->learn.count == 0;
    }
    for (size_t i = 0; i < train->learn.count; i++) {
        size_t part = 0;

        while (part < TRAIN_PARTS && strcmp(train->learn.items[i], train_parts[part]) != 0) {
            part++;
        }
        if (part == TRAIN_PARTS) {
            return error_set(error, STATUS_USAGE, "usage",
                             "--learn %s: not a part; write tag, name or syntax",
                             train->learn.items[i]);
        }
        train->learns[part] = true;
    }
    return STATUS_OK;
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
        {.name = "keep",
         .kind = OPTION_TEXT,
         .argument = "FILE",
         .help = "a model file: layers that are not to be learned are taken from it, byte for byte",
         .target = &train->keep},
        {.name = "learn",
         .kind = OPTION_LIST,
         .argument = "PART",
         .help = "with --keep: learn tag, name or syntax (upos, arc), and nothing else; "
                 "may be repeated",
         .target = &train->learn},
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
                           "give --out FILE and corpora; --leave-out is at most --folds");
    }
    if (status == STATUS_OK && (train->keep == NULL) != (train->learn.count == 0)) {
        status =
            error_set(error, STATUS_USAGE, "usage", "--keep FILE and --learn PART go together");
    }
    return status == STATUS_OK ? train_parse_parts(train, error) : status;
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
    model_close(train.kept);
    model_close(train.lexicon_model);
    learner_free_table(&train.lexicon_table);
    free(train.learn.items);
    if (train.segmenter != NULL) {
        segmenter_free(train.segmenter);
    }
    if (train.gazetteer != NULL) {
        gazetteer_close(train.gazetteer);
    }
    date_words_close(train.dates);
    free(train.corpus.documents);
    free(train.fold_of);
    free(train.ends);
    arena_free(train.corpus.arena);
    arena_free(train.arena);
    return (int)error_exit_code(status);
}
