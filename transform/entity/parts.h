/* What the parts of entity_find() share. */
#ifndef DATELINE_TRANSFORM_ENTITY_PARTS_H
#define DATELINE_TRANSFORM_ENTITY_PARTS_H

#include "transform/entity/entity.h"

enum {
    PARTS_HOPS_MAX = 4,      /* an entity becomes another, and that a third */
    PARTS_MODIFIERS_MAX = 5, /* words between a country and its role: "Iraqi federal riot police" */
    PARTS_BODIES_MAX = 64,   /* bodies of states that "the court" may mean */
    PARTS_PERSONS_MAX = 500, /* people who may be called by their office alone */
    PARTS_ROLES_MAX = 20000  /* role words of one article that are looked at */
};

/* How the id begins, until ids.c, of who only shares the name of somebody known. */
#define PARTS_OTHER_PERSON "name:other:"

/*
 * Words for an office or a kind of people where they stand, and what belongs to them:
 * "former Iraqi army spokesman", "protesters in Baghdad".
 */
struct parts_role {
    uint32_t first, count; /* tokens of the role's own words */
    uint32_t left, end;    /* of the whole phrase, without article; end exclusive */
    const struct gazetteer_entry *entry;
    const struct gazetteer_entry *qualifier; /* role before a word such as "spokesman"; or NULL */
    const char *modifier;                    /* "former", "deputy"; NULL: none */
    int32_t owner;       /* entity of the country or organisation it belongs to, or NO_INDEX */
    const char *country; /* alpha-3, or NULL */
    const char *code;    /* CAMEO code of the whole, or NULL */
    int32_t person;      /* entity of the person who has it, or NO_INDEX */
    bool title;          /* that person's name follows */
    bool plural;
    bool definite; /* "the" or a possessive stands before it */
    bool several;  /* more than one person of the article may be meant */
    bool shared;   /* its owner is that of the role before it */
    bool inside;   /* part of another role's phrase */
};

/* A person of the article, and where the first mention is. */
struct parts_person {
    uint32_t entity, first_token;
};

/* An organisation by a word of its own: "agency". */
struct parts_call {
    const char *word;
    uint32_t entity, first_token;
};

struct parts {
    int32_t *becomes; /* of each entity: the one that takes its place, or NO_INDEX */
    size_t becomes_count;
    struct finder *finder;
    /* for each token, the longest mention (name, alias, nominal) that starts there, that ends
     * before it, that covers it; NO_INDEX: none. One more than there are tokens. */
    int32_t *starts, *ends, *covers;
    const char **sentence_countries, *article_country; /* see parts_sentence_country() */
    struct parts_role *roles;                          /* in the order of the text */
    size_t role_count, role_capacity;
    struct parts_call *calls; /* by word, then place in the text */
    size_t call_count, call_capacity;
    struct parts_call *bodies; /* bodies of states that were met: "Kenya's Supreme Court" */
    size_t body_count, body_capacity;
    struct parts_person *persons; /* in the order of the text */
    size_t person_count;
};

/* Sorts the mentions and looks again where they stand. */
void parts_index(struct parts *parts);

/* The mention (name or alias) that ends before a token and fills its tokens; NULL: none. */
const struct mention *parts_ending(const struct parts *parts, uint32_t token);
const struct mention *parts_starting(const struct parts *parts, uint32_t token);
const struct mention *parts_covering(const struct parts *parts, uint32_t token);

static inline const struct entity *parts_entity(const struct parts *parts,
                                                const struct mention *mention)
{
    return &parts->finder->document->entities[mention->entity];
}

bool parts_is(const struct parts *parts, uint32_t token, const char *word);
/* `words` end with NULL. */
bool parts_is_any(const struct parts *parts, uint32_t token, const char *const *words);
bool parts_tagged(const struct parts *parts, uint32_t token, const char *prefix);

/* Whether both parts of a person's name are usual ones, so that many people have it. */
bool parts_is_usual_name(const struct parts *parts, const char *name);

/* Whether a role is none of public life: "CVL", "MED". */
bool parts_is_private(const char *role);

/* Whether the entity is a country or its people: both have its CAMEO code. */
bool parts_is_country(const struct entity *entity);

/* CAMEO code of a country by its alpha-3; NULL: not known. */
const char *parts_country_code(const struct parts *parts, const char *alpha3);

/* The one country that the sentence names, by itself or by a place in it; NULL: none, or several.
 */
const char *parts_sentence_country(const struct parts *parts, uint32_t sentence);
/* The same of the whole article. */
const char *parts_article_country(const struct parts *parts);

/* Whether a sentence names any country. */
bool parts_sentence_names(const struct parts *parts, uint32_t sentence);

/* The entity of a kind of people or a body of a country or organisation: "Iraq parliament". */
uint32_t parts_group(struct parts *parts, const char *country, const char *code, const char *role,
                     bool body);

/* "former prime minister", "army spokesman" */
const char *parts_role_text(const struct parts *parts, const struct parts_role *role);

/* Who held the office of a country on the day of the article, as far as that is sure; NO_INDEX:
 * nobody known. */
int32_t parts_holder(struct parts *parts, const struct parts_role *role);

/* The one organisation named before that a word such as "agency" calls; NO_INDEX: none, several. */
int32_t parts_called(const struct parts *parts, uint32_t token);
void parts_list_calls(struct parts *parts);

/* Between these, parts->becomes may be set for the entities there are: their mentions become
 * mentions of the others. */
void parts_merge_begin(struct parts *parts);
void parts_merge_end(struct parts *parts);

/* The steps of entity_find(), in order. */
void parts_link_spellings(struct parts *parts);
void parts_link_people(struct parts *parts);
void parts_link_organisations(struct parts *parts);
void parts_find_roles(struct parts *parts);
void parts_code_organisations(struct parts *parts);
void parts_give_roles(struct parts *parts);
/* Part of it: when it is known who has which role. */
void parts_split_homonyms(struct parts *parts);
void parts_find_groups(struct parts *parts);
void parts_find_nominals(struct parts *parts);
void parts_find_metonyms(struct parts *parts);
void parts_find_pronouns(struct parts *parts);
void parts_name(struct parts *parts);
void parts_give_ids(struct parts *parts);

#endif
