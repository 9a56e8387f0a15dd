/*
 * "he", "she" and "they", where only one antecedent is possible: one person (group) of that gender
 * in the sentence before the pronoun, or, when there is none, in the sentence before. Nothing
 * inside quotation marks, where "he" is mostly somebody else than who speaks.
 */
#include <string.h>
#include "transform/entity/parts.h"
#include "transform/text/word.h"

enum { PRONOUNS_BACK_MAX = 60 /* mentions before a pronoun that are looked at */ };

enum pronouns_gender { GENDER_UNKNOWN, GENDER_MALE, GENDER_FEMALE, GENDER_PLURAL };

static const struct {
    const char *word;
    enum pronouns_gender gender;
} pronouns_words[] = {{"he", GENDER_MALE},        {"him", GENDER_MALE},   {"his", GENDER_MALE},
                      {"himself", GENDER_MALE},   {"she", GENDER_FEMALE}, {"her", GENDER_FEMALE},
                      {"herself", GENDER_FEMALE}, {"they", GENDER_PLURAL}};

static enum pronouns_gender pronouns_of(const struct token *token)
{
    for (size_t i = 0; i < sizeof pronouns_words / sizeof pronouns_words[0]; i++) {
        if (word_is(token->lower, pronouns_words[i].word)) {
            return pronouns_words[i].gender;
        }
    }
    return GENDER_UNKNOWN;
}

static enum pronouns_gender pronouns_listed(const struct parts *parts, const char *word)
{
    const struct gazetteer_entry *entry =
        gazetteer_find(parts->finder->gazetteer, word, NULL, "GENDER");

    return entry == NULL                        ? GENDER_UNKNOWN
           : strcmp(entry->name, "female") == 0 ? GENDER_FEMALE
                                                : GENDER_MALE;
}

/* By the title before a name: "Ms. Lee", "Queen Margrethe", "spokeswoman Ann Lee". */
static enum pronouns_gender pronouns_title(const struct parts *parts, const struct mention *mention)
{
    static const char *const female[] = {"mrs",      "ms",     "miss",     "queen",   "princess",
                                         "lady",     "madame", "actress",  "duchess", "sister",
                                         "baroness", "mother", "daughter", "wife",    NULL};
    static const char *const male[] = {"mr",   "sir",       "king",   "prince", "lord",    "sheikh",
                                       "imam", "ayatollah", "pope",   "duke",   "brother", "father",
                                       "son",  "husband",   "mullah", NULL};
    const struct finder *finder = parts->finder;
    const char *word;
    size_t length;

    if (mention->first_token == 0) {
        return GENDER_UNKNOWN;
    }
    word = finder->keys[mention->first_token - 1];
    for (size_t i = 0; female[i] != NULL; i++) {
        if (strcmp(word, female[i]) == 0) {
            return GENDER_FEMALE;
        }
    }
    for (size_t i = 0; male[i] != NULL; i++) {
        if (strcmp(word, male[i]) == 0) {
            return GENDER_MALE;
        }
    }
    length = strlen(word);
    if (length > 6 && strcmp(word + length - 5, "woman") == 0) {
        return GENDER_FEMALE;
    }
    return length > 5 && strcmp(word + length - 3, "man") == 0 && strcmp(word, "german") != 0
               ? GENDER_MALE
               : GENDER_UNKNOWN;
}

/* What each entity is by its names and titles. */
static enum pronouns_gender *pronouns_genders(const struct parts *parts)
{
    const struct document *document = parts->finder->document;
    enum pronouns_gender *genders =
        arena_alloc(document->arena, (document->entity_count + 1) * sizeof *genders);

    for (size_t i = 0; i < document->entity_count; i++) {
        char key[GAZETTEER_KEY_MAX];
        const char *name = document->entities[i].name;

        if (strcmp(document->entities[i].type, "PERSON") == 0 &&
            gazetteer_key(name, strcspn(name, " "), key) > 0) {
            genders[i] = pronouns_listed(parts, key);
        }
    }
    for (size_t i = 0; i < document->mention_count; i++) {
        const struct mention *mention = &document->mentions[i];

        if (strcmp(document->entities[mention->entity].type, "PERSON") == 0 &&
            (mention->kind == MENTION_NAME || mention->kind == MENTION_ALIAS)) {
            enum pronouns_gender title = pronouns_title(parts, mention);

            genders[mention->entity] = title == GENDER_UNKNOWN ? genders[mention->entity] : title;
        }
    }
    return genders;
}

static bool pronouns_fits(const struct parts *parts, const struct mention *mention,
                          enum pronouns_gender wanted, const enum pronouns_gender *genders)
{
    const struct entity *entity = parts_entity(parts, mention);

    if (wanted == GENDER_PLURAL) {
        return (mention->kind == MENTION_NOMINAL &&
                (parts_tagged(parts, mention->first_token + mention->token_count - 1, "NNS"))) ||
               (strcmp(entity->type, "NORP") == 0 &&
                parts_tagged(parts, mention->first_token, "NNPS"));
    }
    return strcmp(entity->type, "PERSON") == 0 &&
           (mention->kind != MENTION_NOMINAL || strncmp(entity->id, "actor:", 6) != 0) &&
           (genders[mention->entity] == GENDER_UNKNOWN || genders[mention->entity] == wanted);
}

/* The one antecedent among the mentions before `index`; NO_INDEX: none, or several. `floor`: the
 * number of mentions that are sorted and stand before the pronoun. */
static int32_t pronouns_antecedent(const struct parts *parts, size_t floor, uint32_t token,
                                   enum pronouns_gender wanted, const enum pronouns_gender *genders)
{
    const struct document *document = parts->finder->document;
    uint32_t sentence = document->tokens[token].sentence;

    for (uint32_t back = 0; back < 2 && back <= sentence; back++) {
        int32_t found = NO_INDEX;

        for (size_t i = floor, steps = 0; i > 0 && steps < PRONOUNS_BACK_MAX; i--, steps++) {
            const struct mention *mention = &document->mentions[i - 1];

            if (mention->sentence + back < sentence ||
                mention->span.field != document->tokens[token].span.field) {
                break;
            }
            if (mention->sentence + back != sentence ||
                !pronouns_fits(parts, mention, wanted, genders)) {
                continue;
            }
            if (found != NO_INDEX && (uint32_t)found != mention->entity) {
                return NO_INDEX;
            }
            found = (int32_t)mention->entity;
        }
        if (found != NO_INDEX) {
            return found;
        }
    }
    return NO_INDEX;
}

/* Whether a token opens or closes a quotation; `*inside` is kept up. A paragraph ends all. */
static void pronouns_quotation(const struct token *token, bool *inside)
{
    if ((token->flags & TOKEN_PARAGRAPH) != 0) {
        *inside = false;
    }
    if (strcmp(token->text, "“") == 0 || strcmp(token->text, "``") == 0) {
        *inside = true;
    } else if (strcmp(token->text, "”") == 0 || strcmp(token->text, "''") == 0) {
        *inside = false;
    } else if (strcmp(token->text, "\"") == 0) {
        *inside = !*inside;
    }
}

void parts_find_pronouns(struct parts *parts)
{
    struct document *document = parts->finder->document;
    enum pronouns_gender *genders = pronouns_genders(parts);
    size_t sorted = document->mention_count, before = 0;
    bool inside = false;

    for (uint32_t t = 0; t < document->token_count; t++) {
        enum pronouns_gender wanted = pronouns_of(&document->tokens[t]);
        int32_t entity;

        pronouns_quotation(&document->tokens[t], &inside);
        while (before < sorted && document->mentions[before].first_token < t) {
            before++;
        }
        if (wanted == GENDER_UNKNOWN || inside || parts->covers[t] != NO_INDEX) {
            continue;
        }
        entity = pronouns_antecedent(parts, before, t, wanted, genders);
        if (entity != NO_INDEX) {
            finder_add_mention(parts->finder, (uint32_t)entity, MENTION_PRONOUN, t, 1);
        }
    }
}
