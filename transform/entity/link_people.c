/* One entity for all the names of a person: full ones that differ a little, surnames, given names.
 */
#include <stdlib.h>
#include <string.h>
#include "transform/entity/parts.h"
#include "transform/entity/spelling.h"

enum {
    LINK_PEOPLE_MAX = 2000, /* people of one article whose short names are resolved */
    LINK_FAMOUS_MAX = 4,    /* people of people.tsv with one surname */
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

/* The one person of people.tsv who has a surname that is not common: "Obama". NO_INDEX: none. */
static int32_t link_famous(struct parts *parts, const struct mention *mention)
{
    struct finder *finder = parts->finder;
    const struct gazetteer_entry *entries[LINK_FAMOUS_MAX];
    char key[GAZETTEER_KEY_MAX];
    size_t count;

    if (strncmp(parts_entity(parts, mention)->id, "name:", 5) != 0 ||
        gazetteer_key(mention->text, strlen(mention->text), key) == 0 ||
        gazetteer_find(finder->gazetteer, key, NULL, "FAMILY") != NULL ||
        gazetteer_find(finder->gazetteer, key, NULL, "GIVEN") != NULL ||
        gazetteer_find(finder->gazetteer, key, NULL, "WORD") != NULL) {
        return NO_INDEX;
    }
    count = gazetteer_list(finder->gazetteer, key, "SURNAME", entries, LINK_FAMOUS_MAX);
    for (size_t i = 1; i < count; i++) {
        if (strcmp(entries[i]->id, entries[0]->id) != 0) {
            return NO_INDEX;
        }
    }
    return count == 0 ? NO_INDEX : (int32_t)finder_entity_of_entry(finder, entries[0]);
}

void parts_link_people(struct parts *parts)
{
    struct document *document = parts->finder->document;
    struct link_people people = {.parts = parts};

    link_collect(&people);
    link_full_names(&people);
    for (size_t i = 0; i < document->mention_count; i++) {
        struct mention *mention = &document->mentions[i];
        struct spelling spelling;
        int32_t person;
        bool several = false;

        if (mention->kind == MENTION_PRONOUN || mention->kind == MENTION_NOMINAL ||
            strcmp(parts_entity(parts, mention)->type, "PERSON") != 0 ||
            link_is_cut(parts, mention) ||
            !spelling_of_person(parts->finder->gazetteer, mention->text, &spelling) ||
            spelling.count != 1) {
            continue;
        }
        person = link_short(&people, spelling.words[0], true, mention, &several);
        if (person == NO_INDEX && !several) {
            person = link_short(&people, spelling.words[0], false, mention, &several);
        }
        if (person != NO_INDEX) {
            mention->entity = people.persons[person].entity;
            mention->kind = MENTION_ALIAS;
        } else if (!several && (person = link_famous(parts, mention)) != NO_INDEX) {
            mention->entity = (uint32_t)person;
            mention->kind = MENTION_ALIAS;
        } else if (several && mention->kind == MENTION_ALIAS) {
            /* two Smiths: neither */
            mention->entity = finder_entity_of_name(parts->finder, "PERSON", mention->text);
            mention->kind = MENTION_NAME;
        }
    }
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
