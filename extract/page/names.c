#include "extract/page/names.h"

#include <string.h>
#include "common/ascii.h"

enum { NAMES_WORD_MAX = 40, NAMES_WORDS_MAX = 40, NAMES_LETTERS = 26, NAMES_JOINED_MIN = 10 };
enum { NAMES_ALONE = 256 /* if the name has no other word: "hidden-xs" is seen on most screens */ };

#define N NAMES_NOISE
#define S NAMES_NOISE | NAMES_STRONG
#define B NAMES_NOISE | NAMES_BESIDE
#define L NAMES_LINKED
#define M NAMES_SMALL
#define E NAMES_EMBED
#define ALONE NAMES_NOISE | NAMES_ALONE
#define LEAD NAMES_LEAD
#define DECK NAMES_DECK

/*
 * Words, or two words that follow each other written together. "*": any ending. In the order of the
 * alphabet; a whole word comes before a beginning that would take it.
 */
static const struct names_word {
    const char *word;
    unsigned flags, rank; /* rank: of a name of an article's text */
} names_words[] = {
    {"abbinder", N, 0},
    {"aboutauthor", N, 0},
    {"abstract", LEAD, 0},
    {"ad", N, 0},
    {"adbox", N, 0},
    {"addtoany", N, 0},
    {"ads", N, 0},
    {"adsbygoogle", N, 0},
    {"adspot", N, 0},
    {"adv", N, 0},
    {"advt", N, 0},
    {"agegate", N, 0},
    {"alsoread", N, 0},
    {"appdownload", N, 0},
    {"appstore*", N, 0},
    {"articlebody", 0, 9},
    {"articlebodytext", 0, 9},
    {"articlecontent", 0, 8},
    {"articlecopy", 0, 8},
    {"articledetail", 0, 6},
    {"articlefooter", N, 0},
    {"articlefull", 0, 6},
    {"articleinfo", M, 0},
    {"articlemain", 0, 6},
    {"articlemeta", M, 0},
    {"articlestext", 0, 8},
    {"articletags", N, 0},
    {"articletext", 0, 8},
    {"articletools", N, 0},
    {"articlewrap", 0, 4},
    {"artikelbody", 0, 8},
    {"artikelinhalt", 0, 7},
    {"artikeltext", 0, 8},
    {"attachmentmeta", N, 0},
    {"author", M, 0},
    {"authorbio", N, 0},
    {"authorbox", N, 0},
    {"authorcard", N, 0},
    {"authorinfo", N, 0},
    {"authorprofile", N, 0},
    {"authors", M, 0},
    {"autor", M, 0},
    {"addthis*", N, 0},
    {"adslot*", N, 0},
    {"adunit*", N, 0},
    {"advert*", N, 0},
    {"affiliate*", N, 0},
    {"alert*", N, 0},
    {"amazon*", N, 0},
    {"anzeige*", N, 0},
    {"bildnachweis", N, 0},
    {"bildinfo", N, 0},
    {"bildquelle", N, 0},
    {"bildtext", N, 0},
    {"bajada", LEAD, 0},
    {"beitragstext", 0, 7},
    {"bildunterschrift", N, 0},
    {"bio", N, 0},
    {"biography", N, 0},
    {"blogcontent", 0, 6},
    {"bodycontent", 0, 7},
    {"bodycopy", 0, 7},
    {"bodytext", 0, 7},
    {"blurb", DECK, 0},
    {"bottombar", N, 0},
    {"bylines", N, 0},
    {"banner*", N, 0},
    {"breadcrumb*", B, 0},
    {"breaking*", N, 0},
    {"byline*", N, 0},
    {"callout", E, 0},
    {"cart", N, 0},
    {"catlinks", N, 0},
    {"chapeau", LEAD, 0},
    {"chapo", LEAD, 0},
    {"commentary", 0, 0},
    {"commenti", S, 0},
    {"complementary", N, 0},
    {"contenidonoticia", 0, 7},
    {"contentbody", 0, 7},
    {"contentinfo", N, 0},
    {"contenttext", 0, 6},
    {"contenuarticle", 0, 8},
    {"corpoarticolo", 0, 8},
    {"corponoticia", 0, 8},
    {"credit", N, 0},
    {"credits", N, 0},
    {"cta", N, 0},
    {"cuerponota", 0, 8},
    {"cuerponoticia", 0, 8},
    {"caption*", N, 0},
    {"carousel*", N, 0},
    {"comment*", S, 0},
    {"consent*", S, 0},
    {"cookie*", S, 0},
    {"copyright*", N, 0},
    {"crosslink*", N, 0},
    {"date", M, 0},
    {"dateline", M, 0},
    {"datum", M, 0},
    {"deck", DECK, 0},
    {"dek", DECK, 0},
    {"detailtext", 0, 6},
    {"dekline", DECK, 0},
    {"dialog", N, 0},
    {"discussion", N, 0},
    {"datenschutz*", N, 0},
    {"disclaimer*", N, 0},
    {"disclosure*", N, 0},
    {"disqus*", S, 0},
    {"donat*", N, 0},
    {"download*", L, 0},
    {"explore", N, 0},
    {"editsection", N, 0},
    {"entradilla", LEAD, 0},
    {"entrybody", 0, 8},
    {"entrycontent", 0, 8},
    {"entrymeta", M, 0},
    {"entrytext", 0, 7},
    {"error", N, 0},
    {"excerpt", LEAD, 0},
    {"eyebrow", N, 0},
    {"embed*", E, 0},
    {"fb", E, 0},
    {"feedback", N, 0},
    {"figcaption", N, 0},
    {"foot", N, 0},
    {"fulltext", 0, 6},
    {"facebook*", E, 0},
    {"follow*", N, 0},
    {"footer*", B, 0},
    {"footnote*", N, 0},
    {"fundrais*", N, 0},
    {"gdpr", S, 0},
    {"genre", N, 0},
    {"gallery*", N, 0},
    {"headlinelist", N, 0},
    {"hentry", 0, 4},
    {"hidden", ALONE, 0},
    {"hide", ALONE, 0},
    {"horoscope*", N, 0},
    {"hottopic*", N, 0},
    {"imagedesc", N, 0},
    {"imgdesc", N, 0},
    {"imagedescription", N, 0},
    {"imagecaption", N, 0},
    {"imagecredit", N, 0},
    {"imagesource", N, 0},
    {"inlinelink", N, 0},
    {"inread", N, 0},
    {"intro", LEAD, 0},
    {"introduction", LEAD, 0},
    {"introtext", LEAD, 0},
    {"instagram*", E, 0},
    {"jetpack*", N, 0},
    {"jump*", N, 0},
    {"keepreading", N, 0},
    {"keywords", N, 0},
    {"kicker", N, 0},
    {"komentar*", S, 0},
    {"kommentar*", S, 0},
    {"lead", LEAD, 0},
    {"leaderboard", N, 0},
    {"leadin", LEAD, 0},
    {"leadtext", LEAD, 0},
    {"lede", LEAD, 0},
    {"legal", N, 0},
    {"legende", N, 0},
    {"likes", N, 0},
    {"linklist", N, 0},
    {"livefyre", S, 0},
    {"loading", N, 0},
    {"latest*", N, 0},
    {"lightbox*", N, 0},
    {"login*", N, 0},
    {"lottery*", N, 0},
    {"morecontent", N, 0},
    {"morelinks", N, 0},
    {"magazinebox", N, 0},
    {"maincontent", 0, 3},
    {"masthead", B, 0},
    {"mediainfo", N, 0},
    {"membership", N, 0},
    {"meta", M, 0},
    {"metadata", M, 0},
    {"metainfo", M, 0},
    {"metas", M, 0},
    {"moreabout", N, 0},
    {"morearticles", N, 0},
    {"morefrom", N, 0},
    {"moreinfo", N, 0},
    {"morenews", N, 0},
    {"moreon", N, 0},
    {"morestories", N, 0},
    {"mostpopular", N, 0},
    {"mostread", N, 0},
    {"mostviewed", N, 0},
    {"mweditsection", N, 0},
    {"mwparseroutput", 0, 6},
    {"marginal*", N, 0},
    {"menu*", B, 0},
    {"modal*", N, 0},
    {"nextup", N, 0},
    {"nextstory", N, 0},
    {"nextpost", N, 0},
    {"nav", B, 0},
    {"navi", N, 0},
    {"newsalert", N, 0},
    {"newsbody", 0, 8},
    {"newscontent", 0, 7},
    {"newsdetail", 0, 6},
    {"newstext", 0, 7},
    {"newsticker", N, 0},
    {"nextarticle", N, 0},
    {"noprint", N, 0},
    {"notacuerpo", 0, 8},
    {"navbar*", B, 0},
    {"navbox*", N, 0},
    {"navigation*", B, 0},
    {"newsletter*", N, 0},
    {"nextprev*", N, 0},
    {"notification*", N, 0},
    {"offscreen", N, 0},
    {"overline", N, 0},
    {"outbrain*", N, 0},
    {"picturecaption", N, 0},
    {"previouspost", N, 0},
    {"prevpost", N, 0},
    {"pagecontent", 0, 3},
    {"pager", N, 0},
    {"paging", N, 0},
    {"partner", N, 0},
    {"partners", N, 0},
    {"paywalled", 0, 0},
    {"photocaption", N, 0},
    {"photocredit", N, 0},
    {"pinterest", N, 0},
    {"poll", N, 0},
    {"polls", N, 0},
    {"postbody", 0, 8},
    {"postcontent", 0, 8},
    {"postdate", M, 0},
    {"postfooter", N, 0},
    {"postinfo", M, 0},
    {"postmeta", M, 0},
    {"postmetadata", N, 0},
    {"posttags", N, 0},
    {"posttext", 0, 7},
    {"preamble", LEAD, 0},
    {"premiumbox", N, 0},
    {"prevnext", N, 0},
    {"printonly", N, 0},
    {"product", L, 0},
    {"products", N, 0},
    {"promoted", 0, 0},
    {"pub", N, 0},
    {"pubdate", M, 0},
    {"publicidade", N, 0},
    {"publishdate", M, 0},
    {"published", M, 0},
    {"pullquote", N, 0},
    {"pagenav*", N, 0},
    {"pagination*", N, 0},
    {"paywall*", N, 0},
    {"player*", N, 0},
    {"playlist*", N, 0},
    {"plista*", N, 0},
    {"popular*", N, 0},
    {"popup*", N, 0},
    {"postnav*", N, 0},
    {"price*", N, 0},
    {"promo*", N, 0},
    {"publicidad*", N, 0},
    {"publicite*", N, 0},
    {"relatedposts", N, 0},
    {"rail", B, 0},
    {"reactions", N, 0},
    {"readalso", N, 0},
    {"readers", N, 0},
    {"readingtime", M, 0},
    {"readnext", N, 0},
    {"reflist", N, 0},
    {"registration", N, 0},
    {"replies", S, 0},
    {"reporterror", N, 0},
    {"respond", S, 0},
    {"richtext", 0, 5},
    {"rightbar", B, 0},
    {"rollover*", N, 0},
    {"rightrail", B, 0},
    {"rating*", N, 0},
    {"readmore*", N, 0},
    {"recent*", N, 0},
    {"recirc*", N, 0},
    {"recommend*", N, 0},
    {"register*", N, 0},
    {"reklama*", N, 0},
    {"relacionad*", N, 0},
    {"related*", B, 0},
    {"robots*", N, 0},
    {"secondary", N, 0},
    {"seealso", N, 0},
    {"series", L, 0},
    {"shareholder", 0, 0},
    {"shareholders", 0, 0},
    {"shariff", N, 0},
    {"shortbio", N, 0},
    {"signature", N, 0},
    {"signin", N, 0},
    {"singlecontent", 0, 7},
    {"sociable", N, 0},
    {"sommaire", N, 0},
    {"spoiler", 0, 0},
    {"sronly", N, 0},
    {"standfirst", DECK, 0},
    {"storybody", 0, 9},
    {"storycontent", 0, 8},
    {"storycopy", 0, 8},
    {"storytext", 0, 8},
    {"strapline", DECK, 0},
    {"subheadline", DECK, 0},
    {"subhead", DECK, 0},
    {"subheading", DECK, 0},
    {"submeta", M, 0},
    {"subtitulo", DECK, 0},
    {"subtitle", DECK, 0},
    {"sumario", LEAD, 0},
    {"summary", DECK, 0},
    {"screenreader*", N, 0},
    {"search*", N, 0},
    {"share*", N, 0},
    {"sharing*", N, 0},
    {"shop*", N, 0},
    {"sidebar*", B, 0},
    {"signup*", N, 0},
    {"similar*", N, 0},
    {"skiplink*", N, 0},
    {"skipto*", N, 0},
    {"slideshow*", N, 0},
    {"social*", E, 0},
    {"sponsor*", N, 0},
    {"subnav*", N, 0},
    {"subscri*", N, 0},
    {"survey*", N, 0},
    {"teasers", B, 0},
    {"tag", ALONE, 0},
    {"tagcloud", N, 0},
    {"taglist", N, 0},
    {"tags", N, 0},
    {"tdpostcontent", 0, 9},
    {"textcontent", 0, 6},
    {"texteditor", 0, 5},
    {"textonoticia", 0, 8},
    {"ticker", N, 0},
    {"timestamp", M, 0},
    {"toc", N, 0},
    {"tools", N, 0},
    {"topbar", N, 0},
    {"topiclist", N, 0},
    {"topics", N, 0},
    {"toplist", N, 0},
    {"tweetbutton", N, 0},
    {"twitterfollow", N, 0},
    {"taboola*", N, 0},
    {"teaser*", L | LEAD, 0},
    {"toolbar*", N, 0},
    {"tooltip*", N, 0},
    {"trending*", N, 0},
    {"trinity*", N, 0},
    {"updated", M, 0},
    {"upnext", N, 0},
    {"upsell", N, 0},
    {"viafoura", S, 0},
    {"video", L, 0},
    {"videoplayer", N, 0},
    {"visuallyhidden", N, 0},
    {"vorspann", LEAD, 0},
    {"voting", N, 0},
    {"vplayer", N, 0},
    {"vote*", N, 0},
    {"weiterfuehrend*", N, 0},
    {"warenkorb", N, 0},
    {"weiterlesen", N, 0},
    {"whatsapp", E, 0},
    {"wysiwyg", 0, 5},
    {"weather*", N, 0},
    {"werbung*", N, 0},
    {"widget*", L, 0},
    {"wpcaption*", N, 0},
    {"youmaylike", N, 0},
    {"zajawka", LEAD, 0},
    {"zoom", N, 0},
    {"zumthema", N, 0},
};

/* Anywhere in a long word: names written together without a sign between. */
static const struct names_word names_parts[] = {
    {"comments", S, 0},     {"disqus", S, 0},     {"related", B, 0},   {"newsletter", N, 0},
    {"sidebar", B, 0},      {"breadcrumb", B, 0}, {"advert", N, 0},    {"footer", B, 0},
    {"navigation", B, 0},   {"social", E, 0},     {"cookie", S, 0},    {"recommend", N, 0},
    {"subscri", N, 0},      {"readmore", N, 0},   {"mostread", N, 0},  {"caption", N, 0},
    {"pagination", N, 0},   {"popular", N, 0},    {"gallery", N, 0},   {"banner", N, 0},
    {"sharebuttons", N, 0}, {"slideshow", N, 0},  {"copyright", N, 0},
};

/* The first entry of each letter; [26] is the end. */
static void names_starts(uint16_t starts[NAMES_LETTERS + 1])
{
    size_t count = sizeof names_words / sizeof *names_words, i = 0;

    for (int letter = 0; letter < NAMES_LETTERS; letter++) {
        starts[letter] = (uint16_t)i;
        while (i < count && names_words[i].word[0] == 'a' + letter) {
            i++;
        }
    }
    starts[NAMES_LETTERS] = (uint16_t)count;
}

static const struct names_word *names_word(const uint16_t *starts, const char *word, size_t length)
{
    int letter = word[0] - 'a';

    if (letter < 0 || letter >= NAMES_LETTERS) {
        return NULL;
    }
    for (size_t i = starts[letter]; i < starts[letter + 1]; i++) {
        const char *pattern = names_words[i].word;
        size_t same = 0;

        while (same < length && pattern[same] == word[same]) {
            same++;
        }
        if ((same == length && pattern[same] == '\0') || pattern[same] == '*') {
            return &names_words[i];
        }
    }
    return NULL;
}

static const struct names_word *names_part(const char *word, size_t length)
{
    for (size_t i = 0; length >= NAMES_JOINED_MIN && i < sizeof names_parts / sizeof *names_parts;
         i++) {
        if (memmem(word, length, names_parts[i].word, strlen(names_parts[i].word)) != NULL) {
            return &names_parts[i];
        }
    }
    return NULL;
}

struct names_cut {
    char letters[NAMES_WORD_MAX * 4]; /* all words, written together, in lower case */
    uint8_t ends[NAMES_WORDS_MAX];
    size_t length, count;
};

/* Cuts one name (without spaces) into words. */
static void names_cut(struct names_cut *cut, const char *name, size_t size)
{
    bool open = false, lower = false;

    cut->length = cut->count = 0;
    for (size_t i = 0; i < size && cut->length < sizeof cut->letters - 1; i++) {
        char c = name[i];

        if (!ascii_is_letter(c) || (lower && ascii_is_upper(c))) {
            if (open && cut->count < NAMES_WORDS_MAX) {
                cut->ends[cut->count++] = (uint8_t)cut->length;
            }
            open = false;
        }
        lower = ascii_is_lower(c);
        if (ascii_is_letter(c)) {
            cut->letters[cut->length++] = ascii_lower(c);
            open = true;
        }
    }
    if (open && cut->count < NAMES_WORDS_MAX) {
        cut->ends[cut->count++] = (uint8_t)cut->length;
    }
    cut->letters[cut->length] = '\0';
}

static bool names_is(const struct names_cut *cut, size_t word, const char *text)
{
    size_t start = word == 0 ? 0 : cut->ends[word - 1], length = cut->ends[word] - start;

    return strlen(text) == length && memcmp(cut->letters + start, text, length) == 0;
}

/* "has-sidebar" says that there is one elsewhere, "category-newsletter" what the text is about. */
static bool names_is_property(const struct names_cut *cut, size_t word)
{
    static const char *const firsts[] = {"has", "no", "with", "without", "not", "category"};

    for (size_t i = 0; word > 0 && i < sizeof firsts / sizeof *firsts; i++) {
        if (names_is(cut, word - 1, firsts[i])) {
            return true;
        }
    }
    return false;
}

static void names_take(const struct names_word *word, bool alone, unsigned *flags, unsigned *rank)
{
    if (word != NULL && (alone || (word->flags & NAMES_ALONE) == 0)) {
        *flags |= word->flags;
        *rank = word->rank > *rank ? word->rank : *rank;
    }
}

static void names_name(const uint16_t *starts, const struct names_cut *cut, unsigned *flags,
                       unsigned *rank)
{
    bool alone = cut->count == 1 || (cut->count == 2 && names_is(cut, 0, "is"));

    for (size_t i = 0; i < cut->count; i++) {
        size_t start = i == 0 ? 0 : cut->ends[i - 1];
        const char *word = cut->letters + start;
        const struct names_word *found = names_word(starts, word, cut->ends[i] - start);

        if (names_is_property(cut, i)) {
            continue;
        }
        names_take(found != NULL ? found : names_part(word, cut->ends[i] - start), alone, flags,
                   rank);
        if (i + 1 < cut->count) {
            names_take(names_word(starts, word, cut->ends[i + 1] - start), alone, flags, rank);
        }
    }
}

void names_read(const struct tree *tree, struct arena *arena, struct names *names)
{
    uint16_t starts[NAMES_LETTERS + 1];
    struct names_cut cut;

    names_starts(starts);
    names->flags = arena_alloc(arena, tree->value_count);
    names->ranks = arena_alloc(arena, tree->value_count);
    for (uint32_t i = 1; i < tree->value_count; i++) {
        unsigned flags = 0, rank = 0;

        for (const char *name = tree->values[i]; *name != '\0';) {
            size_t size = strcspn(name, " \t\r\n\f");

            names_cut(&cut, name, size);
            names_name(starts, &cut, &flags, &rank);
            name += size;
            name += strspn(name, " \t\r\n\f");
        }
        names->flags[i] = (uint8_t)flags;
        names->ranks[i] = (uint8_t)rank;
    }
}

unsigned names_flags(const struct tree *tree, const struct names *names, uint32_t i)
{
    return names->flags[tree->nodes[i].class_value] | names->flags[tree->nodes[i].id_value];
}

unsigned names_rank(const struct tree *tree, const struct names *names, uint32_t i)
{
    unsigned a = names->ranks[tree->nodes[i].class_value];
    unsigned b = names->ranks[tree->nodes[i].id_value];

    return a > b ? a : b;
}
