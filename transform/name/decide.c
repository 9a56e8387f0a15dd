/* What the model says becomes the article's mentions. */
#include <stdio.h>
#include <string.h>
#include "transform/name/learned.h"
#include "transform/text/lexicon.h"

enum {
    DECIDE_PERSONS_MAX = 1000, /* mentions that are looked at for the person of a short form */
    DECIDE_STORMS_MAX = 32
};

/* A name that the model found. */
struct decide_span {
    uint32_t first, count;
    const char *type;
};

struct decide {
    struct finder *finder;
    struct decide_span *spans; /* in the order of the text */
    size_t count, capacity;
    const bool *storms;    /* of each token, whether storms of the article are called so; or NULL */
    struct mention *rules; /* what the rules found */
    size_t rule_count;
};

static bool decide_same_type(const char *type, const char *other)
{
    return strcmp(type, other) == 0 || (strcmp(other, "FACILITY") == 0 && strcmp(type, "LOC") == 0);
}

/* The rules' mention of just these tokens and this type; NULL: none. */
static const struct mention *decide_agreed(const struct decide *decide,
                                           const struct decide_span *span)
{
    const struct document *document = decide->finder->document;
    size_t low = 0, high = decide->rule_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (decide->rules[middle].first_token < span->first) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    for (; low < decide->rule_count && decide->rules[low].first_token == span->first; low++) {
        const struct mention *mention = &decide->rules[low];

        if (mention->token_count == span->count &&
            decide_same_type(span->type, document->entities[mention->entity].type)) {
            return mention;
        }
    }
    return NULL;
}

/* What the gazetteers know by some tokens, as of a type; NULL: nothing. */
static const struct gazetteer_entry *decide_known(const struct decide *decide, uint32_t first,
                                                  uint32_t count, const char *type)
{
    const struct document *document = decide->finder->document;
    struct span place = document_token_span(document, first, count);
    char key[GAZETTEER_KEY_MAX];

    return finder_key(decide->finder, first, count, key)
               ? gazetteer_find(decide->finder->gazetteer, key,
                                document_span_text(document, &place), type)
               : NULL;
}

/* "The Kremlin" is the Kremlin: the article is no part of what is known without it. */
static void decide_drop_article(const struct decide *decide, struct decide_span *span)
{
    const struct decide_span rest = {span->first + 1, span->count - 1, span->type};
    const struct gazetteer_entry *whole, *known;

    if (span->count < 2 ||
        strcmp(decide->finder->document->tokens[span->first].lower, "the") != 0) {
        return;
    }
    known = decide_known(decide, rest.first, rest.count, span->type);
    whole = decide_known(decide, span->first, span->count, span->type);
    if ((known != NULL && (whole == NULL || strcmp(whole->id, known->id) == 0)) ||
        (known == NULL && decide_agreed(decide, span) == NULL &&
         decide_agreed(decide, &rest) != NULL)) {
        *span = rest;
    }
}

static void decide_add_span(struct decide *decide, struct decide_span span)
{
    decide_drop_article(decide, &span);
    decide->spans = arena_grow(decide->finder->document->arena, decide->spans, &decide->capacity,
                               decide->count, sizeof *decide->spans);
    decide->spans[decide->count++] = span;
}

/* "Lebanon's Tripoli" is two places: what is behind one that the rules know is the rest. */
static void decide_split(struct decide *decide, struct decide_span *span)
{
    const struct document *document = decide->finder->document;

    for (uint32_t t = 1; t + 1 < span->count; t++) {
        const struct decide_span owner = {span->first, t, "LOC"};

        if (strcmp(document->tokens[span->first + t].tag, "POS") == 0 &&
            decide_agreed(decide, &owner) != NULL &&
            decide_known(decide, span->first, span->count, span->type) == NULL) {
            decide_add_span(decide, owner);
            span->first += t + 1;
            span->count -= t + 1;
            return;
        }
    }
}

/* The type as which the gazetteers know some tokens; NULL: as none. */
static const char *decide_known_type(const struct decide *decide, uint32_t first, uint32_t count)
{
    static const char *const types[] = {"LOC", "ORG", "PERSON"};

    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (decide_known(decide, first, count, types[i]) != NULL) {
            return types[i];
        }
    }
    return NULL;
}

/* "United Nations and Turkey" are two, where each is known and both together are not. */
static void decide_part(struct decide *decide, struct decide_span *span)
{
    const struct document *document = decide->finder->document;

    for (uint32_t t = 1; t + 1 < span->count; t++) {
        const char *left, *right;

        if (strcmp(document->tokens[span->first + t].lower, "and") != 0 ||
            decide_known_type(decide, span->first, span->count) != NULL) {
            continue;
        }
        left = decide_known_type(decide, span->first, t);
        right = decide_known_type(decide, span->first + t + 1, span->count - t - 1);
        if (left != NULL && right != NULL) {
            decide_add_span(decide, (struct decide_span){span->first, t, left});
            *span = (struct decide_span){span->first + t + 1, span->count - t - 1, right};
            return;
        }
    }
}

/* "Hurricane Katrina", and Katrina where the article has the one: storms are no persons. */
static bool decide_is_storm(const struct document *document, uint32_t first)
{
    static const char *const words[] = {"hurricane", "cyclone", "typhoon"};
    const char *word = document->tokens[first].lower;

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(word, words[i]) == 0) {
            return true;
        }
    }
    return strcmp(word, "storm") == 0 && first > 0 &&
           strcmp(document->tokens[first - 1].lower, "tropical") == 0;
}

/* Marks what the article calls storms: NULL where it calls nothing so, else a bit for each token.
 */
static const bool *decide_find_storms(const struct finder *finder)
{
    const struct document *document = finder->document;
    const char *names[DECIDE_STORMS_MAX];
    size_t count = 0;
    bool *storms;

    for (uint32_t t = 1; t < document->token_count && count < DECIDE_STORMS_MAX; t++) {
        if (finder_is_capital(finder, t) && decide_is_storm(document, t - 1) &&
            document->tokens[t].sentence == document->tokens[t - 1].sentence) {
            names[count++] = document->tokens[t].lower;
        }
    }
    if (count == 0) {
        return NULL;
    }
    storms = arena_alloc(document->arena, document->token_count * sizeof *storms);
    for (uint32_t t = 0; t < document->token_count; t++) {
        for (size_t i = 0; i < count && !storms[t]; i++) {
            storms[t] = strcmp(document->tokens[t].lower, names[i]) == 0;
        }
    }
    return storms;
}

/* Its last word is a storm's name, and no given name or title makes it a person. */
static bool decide_in_storm(const struct decide *decide, const struct decide_span *span)
{
    const struct document *document = decide->finder->document;

    return decide->storms != NULL && decide->storms[span->first + span->count - 1] &&
           (span->count == 1 ? span->first == 0 || !finder_is_title(decide->finder, span->first - 1)
                             : decide_is_storm(document, span->first + span->count - 2));
}

/* "Tamil rebels left": what the rules know as a people is no place. */
static bool decide_is_of_people(const struct decide *decide, const struct decide_span *span)
{
    const struct decide_span people = {span->first, span->count, "NORP"};

    return span->count == 1 && strcmp(span->type, "LOC") == 0 &&
           decide_agreed(decide, &people) != NULL;
}

static void decide_collect(struct decide *decide, const uint8_t *labels)
{
    const struct document *document = decide->finder->document;

    for (size_t s = 0; s < document->sentence_count; s++) {
        uint32_t end = document->sentences[s].first_token + document->sentences[s].token_count;

        for (uint32_t t = document->sentences[s].first_token; t < end; t++) {
            struct decide_span span = {.first = t, .count = 1};

            if (labels[t] % 2 == 0) { /* "O", or inside of one */
                continue;
            }
            while (t + span.count < end && labels[t + span.count] == labels[t] + 1) {
                span.count++;
            }
            span.type = learned_classes[labels[t]] + 2;
            if (decide_in_storm(decide, &span)) {
                span.type = "EVENT";
            } else if (decide_is_of_people(decide, &span)) {
                span.type = "NORP";
            }
            decide_split(decide, &span);
            decide_part(decide, &span);
            decide_add_span(decide, span);
        }
    }
}

/* A people of several words, as the rules know it: "South Korean". It is none of its words. */
static bool decide_is_people(const struct document *document, const struct mention *mention)
{
    return mention->token_count > 1 &&
           strcmp(document->entities[mention->entity].type, "NORP") == 0;
}

/* Whether a name that the model found holds a people and more: "South African Airways". */
static bool decide_holds(const struct decide *decide, const struct mention *people)
{
    size_t low = 0, high = decide->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (decide->spans[middle].first + decide->spans[middle].count <= people->first_token) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < decide->count && decide->spans[low].first <= people->first_token &&
           decide->spans[low].first + decide->spans[low].count >=
               people->first_token + people->token_count &&
           decide->spans[low].count > people->token_count;
}

/* Whether the rules know a people that has all of a span's words. */
static bool decide_in_people(const struct decide *decide, const struct decide_span *span)
{
    size_t low = 0, high = decide->rule_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (decide->rules[middle].first_token + decide->rules[middle].token_count <= span->first) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < decide->rule_count &&
           decide_is_people(decide->finder->document, &decide->rules[low]) &&
           decide->rules[low].first_token <= span->first &&
           decide->rules[low].first_token + decide->rules[low].token_count >=
               span->first + span->count;
}

/* A person of the article whose name ends with the span's words; NO_INDEX: none. */
static int32_t decide_person(const struct finder *finder, const char *key)
{
    const struct document *document = finder->document;
    size_t size = strlen(key);

    size_t first = document->mention_count > DECIDE_PERSONS_MAX
                       ? document->mention_count - DECIDE_PERSONS_MAX
                       : 0;

    for (size_t i = document->mention_count; i > first; i--) {
        const struct mention *mention = &document->mentions[i - 1];
        const struct entity *entity = &document->entities[mention->entity];
        char name[GAZETTEER_KEY_MAX];
        size_t length;

        if (strcmp(entity->type, "PERSON") != 0 ||
            (length = gazetteer_key(entity->name, strlen(entity->name), name)) <= size + 1) {
            continue;
        }
        if ((strcmp(name + length - size, key) == 0 && name[length - size - 1] == ' ') ||
            (strncmp(name, key, size) == 0 && name[size] == ' ')) {
            return (int32_t)mention->entity;
        }
    }
    return NO_INDEX;
}

/* "Eid al-Fitr", "Orthodox Christmas": days are no persons. */
static bool decide_is_date(const struct document *document, const struct decide_span *span)
{
    if (span->count == 1 || strcmp(span->type, "PERSON") != 0) { /* "May" may be one */
        return false;
    }
    for (uint32_t t = span->first; t < span->first + span->count; t++) {
        if ((document->tokens[t].flags & TOKEN_DATE) == 0) {
            return false;
        }
    }
    return true;
}

/* "A Jewish restaurant owner": an adjective of a people without a country is no place. */
static bool decide_is_adjective(const struct document *document, const struct decide_span *span)
{
    static const char *const endings[] = {"ish", "ian", "ite", "lim", "ic"};
    const struct token *token = &document->tokens[span->first];
    size_t length = strlen(token->lower);
    uint64_t adjective = UINT64_C(1) << LEXICON_ADJECTIVE;

    if (span->count != 1 || strcmp(span->type, "LOC") != 0 || strcmp(token->tag, "JJ") != 0 ||
        (token->lexicon & adjective) == 0) {
        return false;
    }
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        size_t size = strlen(endings[i]);

        if (length > size + 1 && strcmp(token->lower + length - size, endings[i]) == 0) {
            return true;
        }
    }
    return false;
}

static void decide_add(const struct decide *decide, const struct decide_span *span)
{
    struct finder *finder = decide->finder;
    struct document *document = finder->document;
    struct span place = document_token_span(document, span->first, span->count);
    const char *text = document_span_text(document, &place);
    const struct gazetteer_entry *entry = NULL;
    char key[GAZETTEER_KEY_MAX];
    int32_t person = NO_INDEX;
    size_t count = document->mention_count;

    if (!finder_key(finder, span->first, span->count, key)) {
        return; /* signs only, or too long to be a name */
    }
    entry = gazetteer_find(finder->gazetteer, key, text, span->type);
    if (strcmp(span->type, "PERSON") == 0) {
        person = decide_person(finder, key);
    }
    if (person != NO_INDEX) {
        finder_add_mention(finder, (uint32_t)person, MENTION_ALIAS, span->first, span->count);
    } else if (entry != NULL) {
        finder_add_mention(finder, finder_entity_of_entry(finder, entry), MENTION_NAME, span->first,
                           span->count);
    } else if (strcmp(span->type, "NORP") != 0) {
        finder_add_mention(finder, finder_entity_of_name(finder, span->type, text), MENTION_NAME,
                           span->first, span->count);
    }
    if (document->mention_count > count) {
        document->mentions[count].source = MENTION_BY_MODEL;
    }
}

/* "Maj. Gen. Pat Ryder": the rules' person of several words, of whom a title's short
 * form tells. */
static bool decide_is_titled(const struct decide *decide, const struct mention *mention)
{
    const struct document *document = decide->finder->document;
    uint32_t first = mention->first_token;

    return mention->token_count > 1 &&
           strcmp(document->entities[mention->entity].type, "PERSON") == 0 && first > 0 &&
           document->tokens[first - 1].sentence == document->tokens[first].sentence &&
           (document->tokens[first - 1].flags & TOKEN_CAPITAL) != 0 &&
           strchr(document->tokens[first - 1].text, '.') != NULL &&
           finder_is_title(decide->finder, first - 1);
}

/* Mentions that the model has no say in where it sees no name: countries, peoples, parts of
 * compounds, people behind a title. */
static bool decide_stays(const struct decide *decide, const struct mention *mention,
                         const uint8_t *labels)
{
    const struct document *document = decide->finder->document;
    const char *type = document->entities[mention->entity].type;
    const struct span *last =
        &document->tokens[mention->first_token + mention->token_count - 1].span;

    if (decide_is_people(document, mention) && !decide_holds(decide, mention)) {
        return true;
    }
    for (uint32_t t = 0; t < mention->token_count; t++) {
        if (labels[mention->first_token + t] != 0) {
            return false;
        }
    }
    /* countries are known for sure */
    if (strncmp(document->entities[mention->entity].id, "iso3166:", 8) == 0 ||
        decide_is_titled(decide, mention)) {
        return true;
    }
    return (strcmp(type, "PERSON") != 0 && strcmp(type, "ORG") != 0 && strcmp(type, "LOC") != 0 &&
            strcmp(type, "FACILITY") != 0) ||
           mention->span.byte_end != last->byte_end;
}

void finder_decide(struct finder *finder, const struct model_layer *layer)
{
    struct document *document = finder->document;
    struct decide decide = {.finder = finder, .rule_count = document->mention_count};
    struct learned *learned = learned_prepare(finder);
    uint8_t *labels = arena_alloc(document->arena, document->token_count + 1);

    learned_look(learned, layer, labels);
    decide.rules = arena_alloc(document->arena, decide.rule_count * sizeof *decide.rules + 1);
    if (decide.rule_count > 0) {
        memcpy(decide.rules, document->mentions, decide.rule_count * sizeof *decide.rules);
    }
    decide.storms = decide_find_storms(finder);
    decide_collect(&decide, labels);
    document->mention_count = 0;
    for (size_t i = 0; i < decide.rule_count; i++) {
        if (decide_stays(&decide, &decide.rules[i], labels)) {
            *document_add_mention(document) = decide.rules[i];
        }
    }
    /* what both found first, then long names, then short forms of them */
    for (int turn = 0; turn < 3; turn++) {
        for (size_t i = 0; i < decide.count; i++) {
            const struct mention *agreed = decide_agreed(&decide, &decide.spans[i]);

            if (decide_in_people(&decide, &decide.spans[i]) ||
                decide_is_date(document, &decide.spans[i]) ||
                decide_is_adjective(document, &decide.spans[i])) {
                continue;
            }
            if (turn == 0 && agreed != NULL) {
                struct mention *mention = document_add_mention(document);

                *mention = *agreed;
                mention->source = MENTION_BY_BOTH;
            } else if (agreed == NULL && turn == (decide.spans[i].count > 1 ? 1 : 2)) {
                decide_add(&decide, &decide.spans[i]);
            }
        }
    }
    document_sort_mentions(document);
    finder_drop_entities(finder);
}
