#include "transform/train/trees_score.h"

#include <stdio.h>
#include <string.h>

static struct trees_relation_score *trees_relation(struct trees_score *score, const char *name)
{
    size_t i = 0;

    while (i < score->relation_count && strcmp(score->by_relation[i].name, name) != 0) {
        i++;
    }
    if (i == MODEL_CLASSES_MAX) {
        return &score->by_relation[0];
    }
    snprintf(score->by_relation[i].name, MODEL_NAME_MAX, "%s", name);
    score->relation_count += i == score->relation_count;
    return &score->by_relation[i];
}

static void trees_count_arc(struct trees_score *score, const struct arc *arc, int64_t wanted,
                            const char *relation)
{
    int64_t head = arc->head == NO_INDEX ? CORPUS_ROOT : arc->head;
    bool right = arc->relation != NULL && head == wanted;
    bool whole = right && strcmp(arc->relation, relation) == 0;
    bool plain = strcmp(relation, "punct") != 0;

    score->words++;
    score->heads += right;
    score->relations += whole;
    score->plain += plain;
    score->plain_heads += plain && right;
    score->plain_relations += plain && whole;
    trees_relation(score, relation)->wanted++;
    trees_relation(score, relation)->right += whole;
    if (arc->relation != NULL) {
        trees_relation(score, arc->relation)->found++;
    }
}

void trees_evaluate(const struct parse_layers *layers, const struct trees_example *example,
                    struct trees_score *score)
{
    struct document *document = example->document;

    parse_find(layers, document, NULL);
    for (size_t t = 0; t < document->token_count; t++) {
        const struct arc *arc = &document->arcs[t];

        if (example->whole[t]) {
            score->pos_words++;
            score->pos += strcmp(arc->pos, example->pos[t]) == 0;
        }
        if (example->heads[t] != CORPUS_NO_HEAD) {
            trees_count_arc(score, arc, example->heads[t], example->relations[t]);
        }
    }
}

static double trees_share(size_t part, size_t whole)
{
    return whole == 0 ? 0 : (double)part / (double)whole;
}

void trees_print(const struct trees_score *score)
{
    printf("universal parts of speech right: %.4f of %zu words\n",
           trees_share(score->pos, score->pos_words), score->pos_words);
    printf("heads right (UAS): %.4f, with their relations (LAS): %.4f of %zu words\n",
           trees_share(score->heads, score->words), trees_share(score->relations, score->words),
           score->words);
    printf("without punctuation: UAS %.4f, LAS %.4f of %zu words\n",
           trees_share(score->plain_heads, score->plain),
           trees_share(score->plain_relations, score->plain), score->plain);
    for (size_t i = 0; i < score->relation_count; i++) {
        const struct trees_relation_score *one = &score->by_relation[i];

        printf("%-12s precision %.3f recall %.3f F1 %.3f of %zu\n", one->name,
               trees_share(one->right, one->found), trees_share(one->right, one->wanted),
               trees_share(2 * one->right, one->found + one->wanted), one->wanted);
    }
}
