/* One entity for all the names of a person: full ones that differ a little, surnames, given names.
 */
#include <stdlib.h>
#include <string.h>
#include "transform/entity/famous.h"
#include "transform/entity/parts.h"
#include "transform/entity/spelling.h"

enum {
    LINK_PEOPLE_MAX = 2000, /* people of one article whose short names are resolved */
    LINK_BUCKET_MAX = 40,   /* people of one surname that are compared with each other */
    LINK_NEAR = 1           /* sentences back in which a full name decides between two Smiths */
};

/* A person by full name. */
struct link_person {
    struct spelling spelling;
    uint32_t entity, first_token;
    int32_t same; /* the person it is too; NO_INDEX: itself */
};

/* First or last word of a person's name. */
struct link_word {
    const char *word;
    uint32_t person;
    bool last;
};

struct link_people {
    struct parts *parts;
    struct link_person *persons; /* in the order of the text */
    size_t count, capacity;
    struct link_word *words; /* by word, then person */
    size_t word_count;
};

static int link_compare(const void *a, const void *b)
{
    const struct link_word *left = a, *right = b;
    int order = strcmp(left->word, right->word);

    return order != 0                      ? order
           : left->person != right->person ? (left->person < right->person ? -1 : 1)
                                           : (int)left->last - (int)right->last;
}

static uint32_t link_root(const struct link_people *people, uint32_t person)
{
    while (people->persons[person].same != NO_INDEX) {
        person = (uint32_t)people->persons[person].same;
    }
    return person;
}

static const struct gazetteer_view *link_gazetteer(const struct link_people *people)
{
    return people->parts->finder->gazetteer;
}

static void link_add(struct link_people *people, const char *name, const struct mention *mention)
{
    struct document *document = people->parts->finder->document;
    struct spelling spelling;

    if (people->count == LINK_PEOPLE_MAX ||
        !spelling_of_person(link_gazetteer(people), name, &spelling) || spelling.count < 2 ||
        spelling.words[spelling.count - 1][1] == '\0') {
        return;
    }
    people->persons = arena_grow(document->arena, people->persons, &people->capacity, people->count,
                                 sizeof *people->persons);
    people->persons[people->count++] = (struct link_person){.spelling = spelling,
                                                            .entity = mention->entity,
                                                            .first_token = mention->first_token,
                                                            .same = NO_INDEX};
}

/* Full names: each spelling of an entity once. */
static void link_collect(struct link_people *people)
{
    struct document *document = people->parts->finder->document;
    const char **seen = arena_alloc(document->arena, (document->entity_count + 1) * sizeof *seen);

    for (size_t i = 0; i < document->mention_count; i++) {
        const struct mention *mention = &document->mentions[i];
        const struct entity *entity = &document->entities[mention->entity];

        if (strcmp(entity->type, "PERSON") != 0 || mention->kind == MENTION_PRONOUN ||
            (seen[mention->entity] != NULL && strcmp(seen[mention->entity], mention->text) == 0)) {
            continue;
        }
        if (seen[mention->entity] == NULL && mention->token_count == 1 &&
            mention->kind == MENTION_ALIAS && strncmp(entity->id, "wikidata:", 9) != 0) {
            continue; /* a guess of the finder, which is made anew */
        }
        if (seen[mention->entity] == NULL && mention->token_count > 1) {
            link_add(people, entity->name, mention);
        }
        seen[mention->entity] = mention->text;
        if (mention->token_count > 1 && strcmp(entity->name, mention->text) != 0) {
            link_add(people, mention->text, mention);
        }
    }
    people->words = arena_alloc(document->arena, (people->count * 2 + 1) * sizeof *people->words);
    for (uint32_t i = 0; i < people->count; i++) {
        const struct spelling *spelling = &people->persons[i].spelling;

        people->words[people->word_count++] =
            (struct link_word){spelling->words[spelling->count - 1], i, true};
        people->words[people->word_count++] = (struct link_word){spelling->words[0], i, false};
    }
    if (people->word_count > 0) {
        qsort(people->words, people->word_count, sizeof *people->words, link_compare);
    }
}

static bool link_known(const struct link_people *people, uint32_t person)
{
    const struct document *document = people->parts->finder->document;

    return strncmp(document->entities[people->persons[person].entity].id, "wikidata:", 9) == 0;
}

/* Whether first and last words are the same, and no middle initial speaks against it: "John A.
 * Smith" and "John B. Smith" are two. */
static bool link_equal(const struct spelling *one, const struct spelling *two)
{
    const char *middle = one->words[1], *other = two->words[1];

    return strcmp(one->words[0], two->words[0]) == 0 &&
           strcmp(one->words[one->count - 1], two->words[two->count - 1]) == 0 &&
           (one->count == 2 || two->count == 2 || strcmp(middle, other) == 0 ||
            (middle[0] == other[0] && (middle[1] == '\0' || other[1] == '\0')));
}

/* Whether a name may be short for a longer one: it begins or ends with all of its words, or has an
 * initial for the first: "J. Smith". */
static bool link_shortens(const struct spelling *name, const struct spelling *longer)
{
    size_t gap = longer->count - name->count;
    bool begins = longer->count > name->count, ends = begins;

    for (size_t i = 0; i < name->count && (begins || ends); i++) {
        begins = begins && strcmp(longer->words[i], name->words[i]) == 0;
        ends = ends && strcmp(longer->words[gap + i], name->words[i]) == 0;
    }
    return begins || ends ||
           (name->words[0][1] == '\0' && name->words[0][0] == longer->words[0][0] &&
            longer->words[0][1] != '\0' &&
            strcmp(name->words[name->count - 1], longer->words[longer->count - 1]) == 0);
}

static void link_merge(struct link_people *people, uint32_t one, uint32_t two)
{
    uint32_t left = link_root(people, one), right = link_root(people, two);
    const struct document *document = people->parts->finder->document;

    if (left == right) {
        return;
    }
    if (link_known(people, left) && link_known(people, right) &&
        strcmp(document->entities[people->persons[left].entity].id,
               document->entities[people->persons[right].entity].id) != 0) {
        return; /* two people that the gazetteer tells apart */
    }
    if (link_known(people, right) || (!link_known(people, left) && right < left)) {
        people->persons[left].same = (int32_t)right;
    } else {
        people->persons[right].same = (int32_t)left;
    }
}

/* The run of words equal to that at `first`; exclusive end, not too far. */
static size_t link_bucket_end(const struct link_people *people, size_t first)
{
    size_t end = first + 1;

    while (end < people->word_count && end - first < LINK_BUCKET_MAX &&
           strcmp(people->words[end].word, people->words[first].word) == 0) {
        end++;
    }
    return end;
}

static void link_full_names(struct link_people *people)
{
    for (size_t i = 0; i < people->word_count; i++) {
        for (size_t j = i + 1, end = link_bucket_end(people, i); j < end; j++) {
            uint32_t one = people->words[i].person, two = people->words[j].person;

            if (one != two &&
                (people->persons[one].entity == people->persons[two].entity ||
                 link_equal(&people->persons[one].spelling, &people->persons[two].spelling))) {
                link_merge(people, one, two);
            }
        }
    }
    /* shorter ones, where only one person is meant */
    for (size_t first = 0; first < people->word_count;) {
        size_t end = link_bucket_end(people, first);

        for (size_t i = first; i < end; i++) {
            uint32_t one = people->words[i].person, found = one;
            bool several = false;

            for (size_t j = first; j < end; j++) {
                uint32_t two = people->words[j].person;

                if (link_root(people, one) != link_root(people, two) &&
                    link_shortens(&people->persons[one].spelling, &people->persons[two].spelling)) {
                    several = several ||
                              (found != one && link_root(people, found) != link_root(people, two));
                    found = two;
                }
            }
            if (found != one && !several) {
                link_merge(people, one, found);
            }
        }
        first = end;
    }
}

/*
 * The one person whom a single word calls: of those named before it, or, when there are none,
 * behind it (headlines). Of several, one whose full name stands in the sentences right before.
 * NO_INDEX: none, or not sure; `*several` tells which.
 */
static int32_t link_short(const struct link_people *people, const char *word, bool last,
                          const struct mention *mention, bool *several)
{
    const struct document *document = people->parts->finder->document;
    size_t low = 0, high = people->word_count;
    int32_t before = NO_INDEX, behind = NO_INDEX, near = NO_INDEX;
    bool many_before = false, many_behind = false, many_near = false;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (strcmp(people->words[middle].word, word) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    for (size_t end = low + LINK_BUCKET_MAX;
         low < people->word_count && low < end && strcmp(people->words[low].word, word) == 0;
         low++) {
        const struct link_person *person = &people->persons[people->words[low].person];
        int32_t root = (int32_t)link_root(people, people->words[low].person);

        if (people->words[low].last != last) {
            continue;
        }
        if (person->first_token > mention->first_token) {
            many_behind = many_behind || (behind != NO_INDEX && behind != root);
            behind = root;
            continue;
        }
        many_before = many_before || (before != NO_INDEX && before != root);
        before = root;
        if (document->tokens[person->first_token].sentence + LINK_NEAR >= mention->sentence) {
            many_near = many_near || (near != NO_INDEX && near != root);
            near = root;
        }
    }
    *several = many_before || (before == NO_INDEX && many_behind);
    if (before != NO_INDEX) {
        return !many_before ? before : many_near ? NO_INDEX : near;
    }
    return many_behind ? NO_INDEX : behind;
}

/* "Starry Lee", of which only "Lee" was taken for a name: it is short for nobody. */
static bool link_is_cut(const struct parts *parts, const struct mention *mention)
{
    const struct document *document = parts->finder->document;
    uint32_t first = mention->first_token;

    return first > document->sentences[mention->sentence].first_token &&
           parts->covers[first - 1] == NO_INDEX && parts_tagged(parts, first - 1, "NNP") &&
           finder_is_capital(parts->finder, first - 1) &&
           !finder_is_title(parts->finder, first - 1);
}

/* "Palacio de Planalto", of which only the first word was taken for a name. `end`: behind it. */
static bool link_goes_on(const struct parts *parts, uint32_t end)
{
    static const char *const words[] = {"de", "del", "do", "da", "dos", "di", NULL};

    return parts_is_any(parts, end, words) && end + 1 < parts->finder->document->token_count &&
           finder_is_capital(parts->finder, end + 1);
}

static bool link_is_single(const struct parts *parts, const struct mention *mention)
{
    struct spelling spelling;

    return mention->kind != MENTION_PRONOUN && mention->kind != MENTION_NOMINAL &&
           strcmp(parts_entity(parts, mention)->type, "PERSON") == 0 &&
           !link_is_cut(parts, mention) &&
           !link_goes_on(parts, mention->first_token + mention->token_count) &&
           spelling_of_person(parts->finder->gazetteer, mention->text, &spelling) &&
           spelling.count == 1;
}

/* Whether the words around tell a name from a word: "Trump said" (a noun without article that does
 * something), "met Macron" (a capital that no sentence's start gives). */
static bool link_is_named(const struct parts *parts, uint32_t token)
{
    const struct document *document = parts->finder->document;
    const struct token *item = &document->tokens[token];

    if (item->span.field == FIELD_BODY && parts_tagged(parts, token, "NNP") &&
        token > document->sentences[item->sentence].first_token) {
        return true;
    }
    return parts_tagged(parts, token, "NN") &&
           (parts_tagged(parts, token + 1, "VBD") || parts_tagged(parts, token + 1, "VBZ") ||
            parts_tagged(parts, token + 1, "MD") || parts_tagged(parts, token + 1, "POS"));
}

/* A word with a capital that no step saw a name in, and that is no part of one. */
static bool link_may_be_surname(const struct parts *parts, uint32_t t)
{
    const struct document *document = parts->finder->document;
    const struct token *token = &document->tokens[t];
    bool first = t == document->sentences[token->sentence].first_token,
         last =
             t + 1 == document->token_count || document->tokens[t + 1].sentence != token->sentence;

    return parts->covers[t] == NO_INDEX && (token->flags & TOKEN_CAPITAL) != 0 &&
           (token->flags & TOKEN_DATE) == 0 && !link_goes_on(parts, t + 1) &&
           (first || (parts->covers[t - 1] == NO_INDEX && !parts_tagged(parts, t - 1, "NNP"))) &&
           (last ||
            (parts->covers[t + 1] == NO_INDEX && !finder_is_capital(parts->finder, t + 1))) &&
           (!finder_is_common_word(parts->finder, t) || link_is_named(parts, t));
}

/* Somebody whom the finder knew by the surname alone. */
static bool link_is_leader(const struct entity *entity)
{
    return strcmp(entity->type, "PERSON") == 0 && strncmp(entity->id, "name:", 5) != 0 &&
           entity->actor_code != NULL && strlen(entity->actor_code) == 6 &&
           strcmp(entity->actor_code + 3, "GOV") == 0;
}

/* Surnames of people whom the article does not name in full: first those that are sure by
 * themselves, then those that are sure beside them. Also where no step saw a name: "As-Sudani". */
static void link_surnames(struct parts *parts, const uint8_t *settled)
{
    struct finder *finder = parts->finder;
    struct document *document = finder->document;
    size_t count = document->mention_count;
    struct famous_context context;
    bool leaders = false;

    famous_read_context(&context, document);
    for (int round = 0; round < 2; round++) {
        const struct famous_context *beside = round == 0 ? NULL : &context;

        for (uint32_t t = 0; t < document->token_count; t++) {
            const struct gazetteer_entry *entry = NULL;

            context.leaders = leaders;
            if (parts->covers[t] == NO_INDEX && link_may_be_surname(parts, t)) {
                entry = famous_find(finder->gazetteer, document, document->tokens[t].text,
                                    link_is_named(parts, t), beside);
            }
            if (entry != NULL) {
                parts->covers[t] = (int32_t)document->mention_count;
                finder_add_mention(finder, finder_entity_of_entry(finder, entry), MENTION_ALIAS, t,
                                   1);
                leaders = true;
            }
        }
        for (size_t i = 0; i < count; i++) {
            const struct mention *mention = &document->mentions[i];
            const struct gazetteer_entry *entry = NULL;

            if (settled[i] == 0 && link_is_single(parts, mention) &&
                strncmp(parts_entity(parts, mention)->id, "name:", 5) == 0) {
                context.leaders = leaders;
                entry = famous_find(
                    finder->gazetteer, document, mention->text,
                    link_is_named(parts, mention->first_token + mention->token_count - 1), beside);
            }
            if (entry != NULL) {
                uint32_t person = finder_entity_of_entry(finder, entry);

                document->mentions[i].entity = person;
                document->mentions[i].kind = MENTION_ALIAS;
                leaders = true;
            } else if (mention->kind == MENTION_ALIAS) {
                leaders = leaders || link_is_leader(parts_entity(parts, mention));
            }
        }
    }
}

void parts_link_people(struct parts *parts)
{
    struct document *document = parts->finder->document;
    struct link_people people = {.parts = parts};
    uint8_t *settled = arena_alloc(document->arena, document->mention_count + 1);

    link_collect(&people);
    link_full_names(&people);
    for (size_t i = 0; i < document->mention_count; i++) {
        struct mention *mention = &document->mentions[i];
        struct spelling spelling;
        int32_t person;
        bool many = false;

        if (!link_is_single(parts, mention) ||
            !spelling_of_person(parts->finder->gazetteer, mention->text, &spelling)) {
            continue;
        }
        person = link_short(&people, spelling.words[0], true, mention, &many);
        if (person == NO_INDEX && !many) {
            person = link_short(&people, spelling.words[0], false, mention, &many);
        }
        settled[i] = many || person != NO_INDEX;
        if (person != NO_INDEX) {
            mention->entity = people.persons[person].entity;
            mention->kind = MENTION_ALIAS;
        } else if (many && mention->kind == MENTION_ALIAS) {
            /* two Smiths: neither */
            mention->entity = finder_entity_of_name(parts->finder, "PERSON", mention->text);
            mention->kind = MENTION_NAME;
        }
    }
    link_surnames(parts, settled);
    /* full names that are one */
    parts_merge_begin(parts);
    for (uint32_t i = 0; i < people.count; i++) {
        uint32_t root = link_root(&people, i);

        if (people.persons[root].entity != people.persons[i].entity) {
            parts->becomes[people.persons[i].entity] = (int32_t)people.persons[root].entity;
        }
    }
    parts_merge_end(parts);
}
