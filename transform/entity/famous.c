#include "transform/entity/famous.h"

#include <string.h>
#include "transform/entity/spelling.h"

enum {
    FAMOUS_BEARERS_MAX = 64, /* lines of people and offices with one surname */
    FAMOUS_DAYS = 20 * 365   /* how long who has governed is called by the surname alone */
};

static bool famous_in(const char *word, const char *const *words)
{
    for (; *words != NULL; words++) {
        if (strcmp(word, *words) == 0) {
            return true;
        }
    }
    return false;
}

/* Of several rows: the one person that all are of. */
struct famous_one {
    const struct gazetteer_entry *person;
    bool several;
};

static void famous_note(struct famous_one *one, const struct gazetteer_entry *person)
{
    one->several =
        one->several || (one->person != NULL && strcmp(one->person->id, person->id) != 0);
    one->person = person;
}

static const struct gazetteer_entry *famous_only(const struct famous_one *one)
{
    return one->several ? NULL : one->person;
}

bool famous_speaks_of(const struct famous_context *context, const char *country)
{
    for (size_t i = 0; i < context->count; i++) {
        if (strcmp(context->countries[i], country) == 0) {
            return true;
        }
    }
    return false;
}

void famous_read_countries(struct famous_context *context, const struct document *document,
                           bool places)
{
    context->count = 0;
    for (size_t i = 0; i < document->entity_count && context->count < FAMOUS_COUNTRIES_MAX; i++) {
        const struct entity *entity = &document->entities[i];

        if (strcmp(entity->type, "PERSON") != 0 && entity->country != NULL &&
            (!places || strcmp(entity->type, "ORG") != 0) &&
            !famous_speaks_of(context, entity->country)) {
            context->countries[context->count++] = entity->country;
        }
    }
}

void famous_read_context(struct famous_context *context, const struct document *document)
{
    static const char *const words[] = {
        "president",  "presidential", "minister",   "ministers", "premier",   "government",
        "parliament", "cabinet",      "senate",     "congress",  "election",  "elections",
        "vote",       "voted",        "votes",      "voters",    "veto",      "vetoed",
        "bill",       "law",          "policy",     "treaty",    "sanctions", "diplomatic",
        "diplomats",  "talks",        "summit",     "ceasefire", "troops",    "army",
        "military",   "missile",      "missiles",   "nuclear",   "war",       "coup",
        "rebels",     "regime",       "opposition", "impeached", "dictator",  "protesters",
        "budget",     "embassy",      "ambassador", "palace",    "visited",   "visit",
        "resigned",   "killed",       "fled",       "invaded",   "bombed",    "ruled",
        NULL};

    *context = (struct famous_context){.count = 0};
    for (size_t i = 0; i < document->token_count && !context->politics; i++) {
        context->politics = famous_in(document->tokens[i].lower, words);
    }
    famous_read_countries(context, document, false);
}

static bool famous_governs(const struct gazetteer_entry *holder)
{
    static const char *const offices[] = {"president", "prime minister", "chancellor",
                                          "king",      "queen",          "emir",
                                          "leader",    "supreme leader", NULL};

    return holder->country != NULL && famous_in(holder->kind, offices);
}

static const struct gazetteer_entry *famous_beside(const struct gazetteer_bearer *bearers,
                                                   size_t count,
                                                   const struct famous_context *context,
                                                   int64_t day)
{
    struct famous_one governs = {0}, governed = {0}, holds = {0}, held = {0};
    const struct gazetteer_entry *found;

    for (size_t i = 0; i < count; i++) {
        const struct gazetteer_entry *holder = bearers[i].holder, *person = bearers[i].person;
        bool now = holder != NULL && holder->first_day <= day && holder->last_day >= day, spoken;

        if (holder == NULL) {
            continue;
        }
        spoken = holder->country != NULL && famous_speaks_of(context, holder->country);
        if (now && famous_governs(holder) && (spoken || context->leaders)) {
            famous_note(&governs, person);
        }
        if (now) {
            famous_note(&holds, person);
        }
        if (spoken && holder->first_day <= day && holder->last_day >= day - FAMOUS_DAYS) {
            famous_note(&held, person);
            if (famous_governs(holder)) {
                famous_note(&governed, person);
            }
        }
    }
    if (governs.person != NULL) {
        return famous_only(&governs);
    }
    found = famous_only(&governed);
    if (found != NULL && !held.several) {
        return found;
    }
    return context->leaders ? famous_only(&holds) : NULL;
}

/* A usual surname is one of names.tsv: WordNet's have one bearer each. */
static bool famous_is_family(const struct gazetteer_view *view, const char *word)
{
    const struct gazetteer_entry *entry = gazetteer_find(view, word, NULL, "FAMILY");

    return entry != NULL && entry->file != NULL;
}

/* How a surname is written elsewhere. */
struct famous_surname {
    bool word, given, family;
};

static struct famous_surname famous_surname(const struct gazetteer_view *view, const char *written,
                                            const char *spelt)
{
    return (struct famous_surname){.word = gazetteer_find(view, written, NULL, "WORD") != NULL,
                                   .given = gazetteer_find(view, written, NULL, "GIVEN") != NULL ||
                                            gazetteer_find(view, spelt, NULL, "GIVEN") != NULL,
                                   .family = famous_is_family(view, written) ||
                                             famous_is_family(view, spelt)};
}

const struct gazetteer_entry *famous_find(const struct gazetteer_view *view,
                                          const struct document *document, const char *text,
                                          bool named, const struct famous_context *context)
{
    struct gazetteer_bearer bearers[FAMOUS_BEARERS_MAX];
    struct famous_one all = {0}, governs = {0}, holds = {0};
    struct famous_surname surname;
    struct spelling name;
    char written[GAZETTEER_KEY_MAX];
    int64_t day;
    bool dated = document_day(document, &day);
    size_t count;

    if (!spelling_of_person(view, text, &name) || name.count != 1 ||
        gazetteer_key(text, strlen(text), written) == 0) {
        return NULL;
    }
    count = gazetteer_bearers(view, name.words[0], bearers, FAMOUS_BEARERS_MAX);
    for (size_t i = 0; i < count; i++) {
        const struct gazetteer_entry *holder = bearers[i].holder;

        famous_note(&all, bearers[i].person);
        if (holder != NULL && dated && holder->first_day <= day && holder->last_day >= day) {
            famous_note(&holds, bearers[i].person);
            if (famous_governs(holder)) {
                famous_note(&governs, bearers[i].person);
            }
        }
    }
    if (count == 0) {
        return NULL;
    }
    surname = famous_surname(view, written, name.words[0]);
    if (!surname.given && !surname.family && (!surname.word || (named && governs.person != NULL))) {
        if (!all.several) {
            return all.person;
        }
        if (governs.person != NULL && !governs.several) {
            return governs.person;
        }
    }
    if (!surname.given && !surname.word && !all.several && holds.person != NULL) {
        return all.person;
    }
    return context != NULL && dated && (context->politics || context->leaders)
               ? famous_beside(bearers, count, context, day)
               : NULL;
}
