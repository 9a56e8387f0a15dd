/* Names where they stand: in the gazetteer, or by their capitals and the words in and around them.
 */
#include <string.h>
#include "common/ascii.h"
#include "transform/name/finder.h"
#include "transform/text/word.h"

#define SCAN_IN(word, words) word_in((word), (words), sizeof(words) / sizeof((words)[0]))

/* Heads of names of organisations and of places. */
static const char *const scan_org_words[] = {
    "ministry",     "university",    "party",        "council",     "committee",
    "commission",   "agency",        "department",   "bank",        "corp",
    "corporation",  "inc",           "ltd",          "llc",         "company",
    "group",        "institute",     "institution",  "association", "union",
    "front",        "army",          "forces",       "force",       "command",
    "court",        "office",        "bureau",       "center",      "centre",
    "foundation",   "school",        "college",      "hospital",    "church",
    "club",         "society",       "league",       "federation",  "movement",
    "network",      "times",         "post",         "news",        "press",
    "journal",      "airlines",      "airways",      "authority",   "assembly",
    "parliament",   "congress",      "senate",       "house",       "board",
    "service",      "services",      "guard",        "guards",      "corps",
    "brigade",      "brigades",      "battalion",    "navy",        "police",
    "organization", "organisation",  "alliance",     "coalition",   "trust",
    "fund",         "media",         "television",   "radio",       "tribune",
    "herald",       "gazette",       "telegraph",    "guardian",    "studios",
    "records",      "entertainment", "technologies", "systems",     "software",
    "motors",       "industries",    "holdings",     "partners",    "capital",
    "insurance",    "museum",        "library",      "theatre",     "orchestra",
    "band",         "team",          "united",       "fc",          "academy",
    "laboratory",   "project",       "initiative",   "campaign",    "administration",
    "secretariat",  "directorate",   "division",     "regiment",    "squadron",
    "co",           "plc",           "gmbh",         "ag"};
static const char *const scan_loc_words[] = {
    "river",     "lake",        "mountain",   "mountains", "island",  "islands",   "province",
    "district",  "county",      "city",       "valley",    "bay",     "sea",       "ocean",
    "street",    "road",        "avenue",     "square",    "bridge",  "park",      "desert",
    "peninsula", "strait",      "gulf",       "region",    "state",   "village",   "town",
    "hills",     "hill",        "border",     "coast",     "canal",   "airport",   "port",
    "harbor",    "harbour",     "beach",      "forest",    "creek",   "falls",     "plateau",
    "oblast",    "governorate", "prefecture", "territory", "heights", "boulevard", "highway",
    "station",   "basin",       "delta",      "glacier",   "palace",  "castle",    "cathedral",
    "temple",    "mosque",      "stadium",    "tower",     "gate",    "reef",      "point"};
/* Those that people are called too. */
static const char *const scan_loc_surnames[] = {"hill",   "hills",  "park",   "temple", "castle",
                                                "street", "forest", "bridge", "fields", "lake"};
static const char *const scan_event_words[] = {
    "war", "wars", "summit", "cup", "games", "olympics", "revolution", "uprising", "festival"};
static const char *const scan_loc_starts[] = {"mount", "lake", "cape", "fort",  "port",
                                              "mt",    "gulf", "isle", "rio",   "san",
                                              "santa", "los",  "las",  "saint", "st"};
static const char *const scan_titles[] = {
    "mr",        "mrs",        "ms",         "miss",       "dr",          "sir",
    "lord",      "lady",       "sheikh",     "rep",        "sen",         "gov",
    "gen",       "lt",         "col",        "maj",        "capt",        "sgt",
    "adm",       "rev",        "prof",       "professor",  "justice",     "judge",
    "pope",      "king",       "queen",      "prince",     "princess",    "brig",
    "cmdr",      "ayatollah",  "imam",       "mullah",     "senator",     "president",
    "minister",  "general",    "colonel",    "captain",    "admiral",     "chancellor",
    "secretary", "governor",   "mayor",      "ambassador", "congressman", "congresswoman",
    "chairman",  "chairwoman", "director",   "spokesman",  "spokeswoman", "spokesperson",
    "premier",   "commander",  "lieutenant", "sergeant",   "major",       "detective",
    "officer",   "author",     "singer",     "actor",      "actress",     "coach",
    "analyst",   "lawyer",     "pvt",        "cpl",        "cpt",         "cdr",
    "supt",      "insp",       "det"};
static const char *const scan_inner[] = {
    "of", "the", "for", "de",  "del", "van", "von", "bin", "bint", "ibn", "al",  "el", "la",
    "le", "du",  "da",  "dos", "das", "di",  "der", "den", "and",  "ben", "abu", "y"};
static const char *const scan_name_inner[] = {"de",  "del", "van", "von", "bin", "bint", "ibn",
                                              "al",  "el",  "la",  "le",  "du",  "da",   "dos",
                                              "das", "di",  "der", "den", "ben", "abu",  "y"};

/* A heading with most words capitalised says nothing by its capitals. */
static bool scan_title_case(const struct finder *finder, uint32_t sentence)
{
    const struct document *document = finder->document;
    const struct sentence *item = &document->sentences[sentence];
    uint32_t words = 0, capitals = 0;

    if (!item->heading) {
        return false;
    }
    for (uint32_t i = item->first_token; i < item->first_token + item->token_count; i++) {
        if ((document->tokens[i].flags & TOKEN_WORD) != 0 && strlen(document->tokens[i].text) > 3) {
            words++;
            capitals += (document->tokens[i].flags & TOKEN_CAPITAL) != 0;
        }
    }
    return words >= 4 && capitals * 10 >= words * 7;
}

static bool scan_starts_sentence(const struct finder *finder, uint32_t token)
{
    const struct document *document = finder->document;
    const struct sentence *sentence = &document->sentences[document->tokens[token].sentence];

    if (token == sentence->first_token) {
        return true;
    }
    /* behind an opening quotation mark, or a dateline's dash */
    return (document->tokens[token - 1].flags & TOKEN_PUNCTUATION) != 0 &&
                   strchr("\"'(", document->tokens[token - 1].text[0]) == NULL
               ? false
               : token == sentence->first_token + 1 &&
                     (document->tokens[token - 1].flags & TOKEN_PUNCTUATION) != 0;
}

/* Whether a capital here means a name: not at the start of a sentence, and not in a heading of
 * capitals. */
static bool scan_capital_tells(const struct finder *finder, uint32_t token)
{
    return !scan_starts_sentence(finder, token) &&
           !scan_title_case(finder, finder->document->tokens[token].sentence);
}

/* An entry of one common word, such as Reading or Mobile, needs better reasons than a capital. */
static bool scan_accept(const struct finder *finder, const struct gazetteer_entry *entry,
                        uint32_t first, uint32_t count)
{
    if (count > 1 || entry->rank < 300) {
        return true;
    }
    if (!finder->document->english && strcmp(entry->type, "LOC") == 0 &&
        (entry->kind == NULL || strcmp(entry->kind, "country") != 0) &&
        scan_starts_sentence(finder, first)) {
        return false; /* another language's word: "Bron" is a bridge, and a town in France */
    }
    if (finder_is_common_word(finder, first)) {
        if (scan_capital_tells(finder, first) && strcmp(entry->type, "LOC") == 0 &&
            entry->rank <= 400) {
            return true;
        }
        return scan_capital_tells(finder, first) && entry->rank <= 350 && first > 0 &&
               (strcmp(finder->document->tokens[first - 1].lower, "in") == 0 ||
                strcmp(finder->document->tokens[first - 1].lower, "from") == 0);
    }
    return true;
}

/* "U.S.-led", "Iran-backed", "Israel-Hamas": names in a word joined by hyphens. */
static void scan_compound(struct finder *finder, uint32_t token)
{
    struct document *document = finder->document;
    const struct token *item = &document->tokens[token];
    const char *text = item->text;
    uint32_t byte = 0, point = 0;

    if (strchr(text, '-') == NULL) {
        return;
    }
    while (*text != '\0') {
        size_t length = strcspn(text, "-");
        char key[GAZETTEER_KEY_MAX];
        const struct gazetteer_entry *entry = NULL;
        uint32_t points = 0;

        for (size_t i = 0; i < length; i++) {
            points += ((unsigned char)text[i] & 0xC0) != 0x80;
        }
        if (length >= 2 && ascii_is_upper(text[0]) && gazetteer_key(text, length, key) > 0) {
            entry = gazetteer_find(finder->gazetteer, key, text, NULL);
        }
        if (entry != NULL && entry->rank < 300) {
            uint32_t entity = finder_entity_of_entry(finder, entry);
            struct mention *mention;

            finder_add_mention(finder, entity, MENTION_NAME, token, 1);
            mention = &document->mentions[document->mention_count - 1];
            mention->span.start += point;
            mention->span.byte_start += byte;
            mention->span.end = mention->span.start + points;
            mention->span.byte_end = mention->span.byte_start + (uint32_t)length;
            mention->text = document_span_text(document, &mention->span);
        }
        byte += (uint32_t)length + (text[length] == '-');
        point += points + (text[length] == '-');
        text += length + (text[length] == '-');
    }
}

/* How far a run of capitalised words goes that are no known name by themselves. */
static uint32_t scan_run(const struct finder *finder, uint32_t first)
{
    const struct document *document = finder->document;
    uint32_t end = first + 1;

    while (end < document->token_count &&
           document->tokens[end].sentence == document->tokens[first].sentence &&
           end - first < FINDER_NAME_TOKENS_MAX) {
        uint32_t count;

        if ((document->tokens[end].flags & TOKEN_DATE) != 0) {
            break;
        }
        if (finder_is_capital(finder, end) && (document->tokens[end].flags & TOKEN_WORD) != 0) {
            const struct gazetteer_entry *demonym = finder_longest(finder, end, "DEMONYM", &count);

            if (demonym != NULL) {
                break;
            }
            end++;
        } else if (strcmp(document->tokens[end].text, ".") == 0 &&
                   end + 1 < document->token_count && strlen(document->tokens[end - 1].text) == 1 &&
                   finder_is_capital(finder, end + 1) &&
                   document->tokens[end + 1].sentence == document->tokens[first].sentence) {
            end++; /* an initial's dot */
        } else if (SCAN_IN(document->tokens[end].lower, scan_inner) &&
                   end + 1 < document->token_count &&
                   strcmp(document->tokens[end].lower, "and") != 0 &&
                   strcmp(document->tokens[end].lower, "the") != 0 &&
                   finder_is_capital(finder, end + 1) &&
                   (document->tokens[end + 1].flags & TOKEN_WORD) != 0 &&
                   document->tokens[end + 1].sentence == document->tokens[first].sentence) {
            bool organisation = SCAN_IN(document->tokens[end].lower, scan_name_inner);

            /* "Ministry of Defense", but not "Smith of London" */
            for (uint32_t i = first; i < end && !organisation; i++) {
                organisation = SCAN_IN(finder->keys[i], scan_org_words) ||
                               SCAN_IN(finder->keys[i], scan_loc_words);
            }
            if (!organisation) {
                break;
            }
            end++;
        } else {
            break;
        }
    }
    return end - first;
}

bool finder_is_org_word(const struct finder *finder, uint32_t token)
{
    return SCAN_IN(finder->keys[token], scan_org_words);
}

bool finder_is_title(const struct finder *finder, uint32_t token)
{
    uint32_t count;
    const struct gazetteer_entry *office;

    if (SCAN_IN(finder->keys[token], scan_titles)) {
        return true;
    }
    office = finder_longest(finder, token, "OFFICE", &count);
    return office != NULL && count == 1 && strcmp(office->actor_code, "CVL") != 0;
}

/* The type of a run of capitals; NULL: cannot be told. */
static const char *scan_classify(const struct finder *finder, uint32_t first, uint32_t count,
                                 bool titled)
{
    const struct document *document = finder->document;
    const char *last = finder->keys[first + count - 1],
               *before = first > 0 ? document->tokens[first - 1].lower : "";
    bool given = gazetteer_find(finder->gazetteer, finder->keys[first], NULL, "GIVEN") != NULL;
    uint32_t words = 0;

    for (uint32_t i = first; i < first + count; i++) {
        words += finder->keys[i][0] != '\0';
    }
    if (!document->english) { /* other languages have other words and other capitals */
        return NULL;
    }
    if (titled && words <= 4 &&
        !(scan_title_case(finder, document->tokens[first].sentence) &&
          finder_is_common_word(finder, first))) {
        return "PERSON";
    }
    if (words > 1 && SCAN_IN(last, scan_event_words)) {
        return "EVENT";
    }
    if (words == 2 && given && SCAN_IN(last, scan_loc_surnames)) {
        return NULL; /* Benny Hill, Victoria Park */
    }
    if (words > 1 && SCAN_IN(last, scan_loc_words)) {
        return "LOC";
    }
    for (uint32_t i = first; i < first + count; i++) {
        if (words > 1 && SCAN_IN(finder->keys[i], scan_org_words)) {
            return "ORG";
        }
    }
    if (words > 1 && SCAN_IN(finder->keys[first], scan_loc_starts) && !given) {
        return "LOC";
    }
    if (words > 1 && words <= 4 && given) {
        return "PERSON";
    }
    if (words == 1) {
        const char *text = document->tokens[first].text;
        size_t length = strlen(text);

        if ((document->tokens[first].flags & TOKEN_ALL_CAPITALS) != 0 && length >= 2 &&
            length <= 6 && scan_capital_tells(finder, first)) {
            return "ORG";
        }
        if (strcmp(before, "in") == 0 || strcmp(before, "near") == 0) {
            return finder_is_common_word(finder, first) || !scan_capital_tells(finder, first)
                       ? NULL
                       : "LOC";
        }
        return NULL;
    }
    if ((words == 2 || words == 3) && strcmp(before, "the") == 0) {
        return NULL; /* people have no article: a theatre, a programme */
    }
    if (words == 2 || words == 3) {
        for (uint32_t i = first; i < first + count; i++) {
            if (finder->keys[i][0] != '\0' && finder_is_common_word(finder, i) &&
                gazetteer_find(finder->gazetteer, finder->keys[i], NULL, "GIVEN") == NULL) {
                return words == 3 || scan_title_case(finder, document->tokens[first].sentence)
                           ? NULL
                       : i == first ? NULL
                                    : "PERSON";
            }
        }
        return "PERSON";
    }
    return NULL;
}

static void scan_keep_single(struct finder *finder, uint32_t token)
{
    finder->singles = arena_grow(finder->document->arena, finder->singles, &finder->single_capacity,
                                 finder->single_count, sizeof *finder->singles);
    finder->singles[finder->single_count++] = (struct finder_single){.token = token};
}

/* Words in front of a name that are no part of it: "The", "Former", a title, an office. */
static uint32_t scan_skip_lead(const struct finder *finder, uint32_t first, uint32_t count,
                               bool *titled)
{
    uint32_t skip = 0;

    while (skip < count) {
        uint32_t office_count, token = first + skip;
        const struct gazetteer_entry *office =
            finder_longest(finder, token, "OFFICE", &office_count);

        if (strcmp(finder->keys[token], "the") == 0 || strcmp(finder->keys[token], "a") == 0) {
            skip++;
        } else if (office != NULL && office_count <= count - skip) {
            skip += office_count;
            *titled = true;
        } else if (finder_is_title(finder, token) && (count - skip > 1)) {
            skip++;
            *titled = true;
        } else if (skip == 0 && scan_starts_sentence(finder, token) &&
                   finder_is_common_word(finder, token) &&
                   gazetteer_find(finder->gazetteer, finder->keys[token], NULL, "GIVEN") == NULL) {
            skip++;
        } else if (finder->keys[token][0] == '\0') {
            skip++;
        } else {
            break;
        }
    }
    return skip;
}

/* A run of capitals without an entry of its own; returns the tokens it took. */
static uint32_t scan_unknown(struct finder *finder, uint32_t first)
{
    struct document *document = finder->document;
    uint32_t count = scan_run(finder, first), skip;
    bool titled = first > 0 &&
                  document->tokens[first - 1].sentence == document->tokens[first].sentence &&
                  (finder_is_title(finder, first - 1) || finder->office_end == first);
    const char *type;

    skip = scan_skip_lead(finder, first, count, &titled);
    if (skip == count) {
        return count;
    }
    if (skip > 0) {
        uint32_t known;

        /* what follows the lead may be in the gazetteer */
        if (finder_longest(finder, first + skip, NULL, &known) != NULL) {
            return skip;
        }
    }
    first += skip;
    count -= skip;
    if (scan_title_case(finder, document->tokens[first].sentence) && !titled &&
        gazetteer_find(finder->gazetteer, finder->keys[first], NULL, "GIVEN") == NULL) {
        /* all words are capitals here: only what is known, or short for what the text names, counts
         */
        scan_keep_single(finder, first);
        return skip + 1;
    }
    type = scan_classify(finder, first, count, titled);
    if (type == NULL) {
        if (count == 1) {
            scan_keep_single(finder, first);
        }
        /* of other languages only what is known counts: the first word may be any */
        return !document->english && scan_starts_sentence(finder, first) ? skip + 1 : skip + count;
    }
    if (count == 1 && strcmp(type, "ORG") != 0 && !titled) {
        scan_keep_single(finder, first);
        return skip + count;
    }
    if (count == 1) {
        scan_keep_single(finder, first);
        if (!titled) {
            return skip + 1; /* acronyms too are decided when all long names are known */
        }
        return skip + 1;
    }
    {
        struct span span = document_token_span(document, first, count);
        const char *text = document_span_text(document, &span);

        finder_add_mention(finder, finder_entity_of_name(finder, type, text), MENTION_NAME, first,
                           count);
    }
    return skip + count;
}

/* A place's name with a word behind it that is nothing but a surname. */
static bool scan_is_person_like(const struct finder *finder, uint32_t first,
                                const struct gazetteer_entry *entry)
{
    uint32_t count;

    return strcmp(entry->type, "LOC") == 0 &&
           (finder->document->tokens[first + 1].flags & TOKEN_ALL_CAPITALS) == 0 &&
           (finder->document->tokens[first].flags & TOKEN_ALL_CAPITALS) == 0 &&
           strchr(finder->document->tokens[first].text, '.') == NULL &&
           finder_longest(finder, first + 1, NULL, &count) == NULL &&
           finder_longest(finder, first + 1, "DEMONYM", &count) == NULL &&
           finder_longest(finder, first + 1, "OFFICE", &count) == NULL &&
           !finder_is_common_word(finder, first + 1) &&
           !SCAN_IN(finder->keys[first + 1], scan_org_words) &&
           !SCAN_IN(finder->keys[first + 1], scan_loc_words) &&
           !SCAN_IN(finder->keys[first + 1], scan_event_words) &&
           !scan_title_case(finder, finder->document->tokens[first].sentence);
}

void finder_scan(struct finder *finder)
{
    struct document *document = finder->document;

    for (uint32_t i = 0; i < document->token_count;) {
        const struct gazetteer_entry *entry, *demonym;
        uint32_t count = 0, run, demonym_count, office_count;

        if ((document->tokens[i].flags & (TOKEN_DATE | TOKEN_CALENDAR)) != 0) {
            i++;
            continue;
        }
        if ((document->tokens[i].flags & TOKEN_WORD) == 0 || !finder_is_capital(finder, i)) {
            if ((document->tokens[i].flags & TOKEN_WORD) != 0) {
                scan_compound(finder, i); /* "anti-American" */
            }
            i++;
            continue;
        }
        if (finder_longest(finder, i, "OFFICE", &office_count) != NULL && office_count > 1) {
            const struct gazetteer_entry *same = finder_longest(finder, i, NULL, &count);

            if (same == NULL || count <= office_count) { /* "Secretary of State X" */
                i += office_count;
                finder->office_end = i;
                continue;
            }
        }
        entry = finder_longest(finder, i, NULL, &count);
        demonym = finder_longest(finder, i, "DEMONYM", &demonym_count);
        if (demonym != NULL && demonym_count >= count) {
            entry = demonym;
            count = demonym_count;
        }
        run = scan_run(finder, i);
        /* "Jordan Peterson" is no country, "Iraq War" is no person */
        if (entry != NULL && count < run && strcmp(entry->type, "DEMONYM") != 0 &&
            gazetteer_find(finder->gazetteer, finder->keys[i], NULL, "GIVEN") != NULL &&
            count == 1 && !finder_is_common_word(finder, i + 1)) {
            entry = NULL;
        }
        if (entry != NULL && count == 1 && run == 2 && scan_is_person_like(finder, i, entry)) {
            entry = NULL; /* "Chad Smith" */
        }
        if (entry != NULL && count == 1 && run == 2 && entry->rank >= 300 &&
            strcmp(entry->type, "LOC") == 0 &&
            (SCAN_IN(finder->keys[i + 1], scan_org_words) ||
             SCAN_IN(finder->keys[i + 1], scan_loc_words))) {
            entry = NULL; /* "Oxford University" */
        }
        if (entry != NULL && !scan_accept(finder, entry, i, count)) {
            entry = NULL;
        }
        if (entry != NULL) {
            finder_add_mention(finder, finder_entity_of_entry(finder, entry), MENTION_NAME, i,
                               count);
            i += count;
            continue;
        }
        if (strchr(document->tokens[i].text, '-') != NULL) {
            size_t before = document->mention_count;

            scan_compound(finder, i);
            if (document->mention_count > before) {
                i++;
                continue;
            }
        }
        i += scan_unknown(finder, i);
    }
}
