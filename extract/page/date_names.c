#include "extract/page/date_names.h"

#include <stdbool.h>
#include <string.h>
#include "common/ascii.h"

enum { NAME_MAX_BYTES = 64, NAME_ENDING_MAX = 6, NAME_ENDING_BYTES_MAX = 12 };

struct date_name {
    const char *start; /* folded */
    int month;
};

/* Beginnings of names, sorted by bytes. The longest one that a word begins with says its month.
 * From 100 on: see the header. */
static const struct date_name date_names[] = {
    {"abendua", 12},    {"abr", 4},         {"abril", 4},      {"abuztua", 8},
    {"ag", 8},          {"ago", 8},         {"agost", 8},      {"agu", 8},
    {"agust", 8},       {"aout", 8},        {"apirila", 4},    {"apr", 4},
    {"aprel", 4},       {"april", 4},       {"ara", 12},       {"aralik", 12},
    {"aug", 8},         {"augus", 8},       {"avg", 8},        {"avgust", 8},
    {"avq", 8},         {"avqust", 8},      {"avr", 4},        {"avril", 4},
    {"azaroa", 11},     {"bal", 4},         {"baland", 4},     {"birz", 6},
    {"bre", 3},         {"brez", 3},        {"cerv", 6},       {"cervence", 7},
    {"cervenec", 7},    {"cvc", 7},         {"cvn", 6},        {"cze", 6},
    {"czerw", 6},       {"dec", 12},        {"decemb", 12},    {"decembr", 12},
    {"decembri", 12},   {"decembro", 12},   {"dek", 12},       {"dekabr", 12},
    {"des", 12},        {"desemb", 12},     {"desembre", 12},  {"dets", 12},
    {"dez", 12},        {"dezemb", 12},     {"dhj", 12},       {"dhjetor", 12},
    {"dic", 12},        {"dicembre", 12},   {"diciembre", 12}, {"dis", 12},
    {"disember", 12},   {"dub", 4},         {"duben", 4},      {"dubna", 4},
    {"ekaina", 6},      {"eki", 10},        {"ekim", 10},      {"elo", 8},
    {"elok", 8},        {"ene", 1},         {"enero", 1},      {"eyl", 9},
    {"eylul", 9},       {"feb", 2},         {"febbraio", 2},   {"feber", 2},
    {"febr", 2},        {"fev", 2},         {"fevereiro", 2},  {"fevr", 2},
    {"geg", 5},         {"geguze", 5},      {"gen", 1},        {"gener", 1},
    {"gennaio", 1},     {"giu", 6},         {"giugno", 6},     {"gru", 12},
    {"grud", 12},       {"gruod", 12},      {"gush", 8},       {"haz", 6},
    {"haziran", 6},     {"heina", 7},       {"helmi", 2},      {"huhti", 4},
    {"ian", 1},         {"ianuarie", 1},    {"iraila", 9},     {"iul", 7},
    {"iulie", 7},       {"iun", 6},         {"iunie", 6},      {"iyl", 7},
    {"iyn", 6},         {"iyul", 7},        {"iyun", 6},       {"jaan", 1},
    {"jan", 1},         {"janar", 1},       {"janeiro", 1},    {"janner", 1},
    {"januar", 1},      {"janv", 1},        {"joulu", 12},     {"juil", 7},
    {"juin", 6},        {"jul", 7},         {"jula", 7},       {"julho", 7},
    {"juli", 7},        {"july", 7},        {"jun", 6},        {"juna", 6},
    {"june", 6},        {"junho", 6},       {"juni", 6},       {"juny", 6},
    {"juuli", 7},       {"juuni", 6},       {"kas", 11},       {"kasim", 11},
    {"kesa", 6},        {"kol", 8},         {"kolovoz", 8},    {"korr", 7},
    {"kov", 3},         {"kovas", 3},       {"kovo", 3},       {"kve", 5},
    {"kvet", 5},        {"kwi", 4},         {"kwie", 4},       {"lapkr", 11},
    {"led", 1},         {"leden", 1},       {"ledna", 1},      {"liep", 7},
    {"lip", 7},         {"lipanj", 6},      {"lipca", 7},      {"lipiec", 7},
    {"lipnja", 6},      {"lis", 11},        {"listopad", 11},  {"loka", 10},
    {"lug", 7},         {"luglio", 7},      {"lut", 2},        {"lutego", 2},
    {"luty", 2},        {"maalis", 3},      {"maart", 3},      {"mac", 3},
    {"machi", 3},       {"maerz", 3},       {"mag", 5},        {"maggio", 5},
    {"mai", 5},         {"maiatza", 5},     {"maig", 5},       {"maijs", 5},
    {"maio", 5},        {"maj", 5},         {"maja", 5},       {"majus", 5},
    {"mar", 3},         {"marc", 3},        {"mare", 3},       {"marras", 11},
    {"mars", 3},        {"mart", 3},        {"marz", 3},       {"may", 5},
    {"mayis", 5},       {"mayo", 5},        {"mei", 5},        {"mrt", 3},
    {"mrz", 3},         {"nen", 11},        {"nentor", 11},    {"nis", 4},
    {"nisan", 4},       {"noiembrie", 11},  {"nov", 11},       {"novemb", 11},
    {"novembr", 11},    {"noviembre", 11},  {"noy", 11},       {"noyabr", 11},
    {"oca", 1},         {"ocak", 1},        {"oct", 10},       {"octob", 10},
    {"octombrie", 10},  {"octubre", 10},    {"ogo", 8},        {"ogos", 8},
    {"okt", 10},        {"oktabr", 10},     {"oktob", 10},     {"oktobr", 10},
    {"oktoober", 10},   {"oktyabr", 10},    {"otsaila", 2},    {"ott", 10},
    {"ottobre", 10},    {"out", 10},        {"outubro", 10},   {"ozu", 3},
    {"ozuj", 3},        {"paz", 10},        {"pazdz", 10},     {"pazdziernika", 10},
    {"pri", 4},         {"prill", 4},       {"pro", 12},       {"prosin", 12},
    {"qer", 6},         {"qershor", 6},     {"rij", 10},       {"rijen", 10},
    {"rijna", 10},      {"rugp", 8},        {"rugs", 9},       {"ruj", 9},
    {"rujan", 9},       {"rujna", 9},       {"saus", 1},       {"sen", 9},
    {"sent", 9},        {"sep", 9},         {"sept", 9},       {"set", 9},
    {"setembr", 9},     {"setiembre", 9},   {"settembre", 9},  {"shk", 2},
    {"shkurt", 2},      {"sht", 9},         {"shtator", 9},    {"sie", 8},
    {"sierp", 8},       {"sij", 1},         {"sijec", 1},      {"spal", 10},
    {"srp", 8},         {"srpanj", 7},      {"srpen", 8},      {"srpna", 8},
    {"srpnja", 7},      {"stu", 11},        {"studen", 11},    {"sty", 1},
    {"stycz", 1},       {"sub", 2},         {"subat", 2},      {"svi", 5},
    {"svib", 5},        {"syys", 9},        {"szept", 9},      {"tammi", 1},
    {"tem", 7},         {"temmuz", 7},      {"tet", 10},       {"tetor", 10},
    {"touko", 5},       {"tra", 4},         {"trav", 4},       {"uno", 2},
    {"unor", 2},        {"urria", 10},      {"urtarrila", 1},  {"uztaila", 7},
    {"vas", 2},         {"vasari", 2},      {"veebr", 2},      {"velj", 2},
    {"wrz", 9},         {"wrzes", 9},       {"xan", 1},        {"xaneiro", 1},
    {"xul", 7},         {"xullo", 7},       {"xuno", 6},       {"yan", 1},
    {"yanvar", 1},      {"zar", 9},         {"zari", 9},       {"απρ", 4},
    {"αυγ", 8},         {"δεκ", 12},        {"δεκεμβριο", 12}, {"ιαν", 1},
    {"ιανουαριο", 1},   {"ιουλ", 7},        {"ιουν", 6},       {"μαι", 5},
    {"μαρ", 3},         {"νοε", 11},        {"οκτ", 10},       {"σεπ", 9},
    {"σεπτεμβριο", 9},  {"φεβ", 2},         {"φεβρουαριο", 2}, {"авг", 8},
    {"апр", 4},         {"ақп", 2},         {"бер", 3},        {"вер", 9},
    {"гру", 12},        {"дек", 12},        {"дец", 12},       {"жел", 12},
    {"жні", 8},         {"жов", 10},        {"июл", 7},        {"июн", 6},
    {"кас", 10},        {"кастрычнік", 10}, {"кві", 4},        {"кра", 4},
    {"лип", 7},         {"лис", 11},        {"лют", 2},        {"ліп", 7},
    {"ліс", 11},        {"май", 5},         {"мам", 5},        {"мар", 3},
    {"мау", 6},         {"мая", 5},         {"мај", 5},        {"нау", 3},
    {"нов", 11},        {"ное", 11},        {"нояб", 11},      {"окт", 10},
    {"сак", 3},         {"сент", 9},        {"сеп", 9},        {"сер", 8},
    {"сне", 12},        {"сту", 1},         {"січ", 1},        {"сәу", 4},
    {"там", 8},         {"тра", 5},         {"феб", 2},        {"фев", 2},
    {"чер", 6},         {"чэр", 6},         {"шіл", 7},        {"юли", 7},
    {"юни", 6},         {"янв", 1},         {"яну", 1},        {"јан", 1},
    {"јул", 7},         {"јун", 6},         {"қаз", 10},       {"қар", 11},
    {"қаң", 1},         {"қыр", 9},         {"ապր", 4},        {"դեկ", 12},
    {"դեկտեմբերի", 12}, {"հլս", 7},         {"հնս", 6},        {"հնվ", 1},
    {"հոկ", 10},        {"հոկտեմբերի", 10}, {"հուլիս", 7},     {"հունիս", 6},
    {"հունվար", 1},     {"մայիս", 5},       {"մարտ", 3},       {"մյս", 5},
    {"մրտ", 3},         {"նոյ", 11},        {"սեպ", 9},        {"սեպտեմբերի", 9},
    {"փետրվար", 2},     {"փտվ", 2},         {"օգոստոս", 8},    {"օգս", 8},
    {"אוג", 8},         {"אוק", 10},        {"אפר", 4},        {"דצמ", 12},
    {"יולי", 7},        {"יוני", 6},        {"ינו", 1},        {"מאי", 5},
    {"מרץ", 3},         {"נוב", 11},        {"ספט", 9},        {"פבר", 2},
    {"اب", 8},          {"ابان", 108},      {"ابريل", 4},      {"اذار", 3},
    {"اذر", 109},       {"ارديبهشت", 102},  {"اسفند", 112},    {"اغسطس", 8},
    {"افريل", 4},       {"اكتبر", 10},      {"اكتوبر", 10},    {"اوت", 8},
    {"اوريل", 4},       {"ايار", 5},        {"ايلول", 9},      {"اپريل", 4},
    {"اگست", 8},        {"اگوست", 8},       {"بهمن", 111},     {"تشرين", 202},
    {"تموز", 7},        {"تير", 104},       {"جانفي", 1},      {"جنوري", 1},
    {"جوان", 6},        {"جولا", 7},        {"جون", 6},        {"جويلية", 7},
    {"حزيران", 6},      {"خرداد", 103},     {"دجنبر", 12},     {"دسامبر", 12},
    {"دسمبر", 12},      {"دي", 110},        {"ديسمبر", 12},    {"سبتمبر", 9},
    {"ستمبر", 9},       {"سپتامبر", 9},     {"شباط", 2},       {"شتنبر", 9},
    {"شهريور", 106},    {"غشت", 8},         {"فبراير", 2},     {"فروردين", 101},
    {"فروري", 2},       {"فوريه", 2},       {"فيفري", 2},      {"كانون", 201},
    {"مئي", 5},         {"مارس", 3},        {"مارچ", 3},       {"ماي", 5},
    {"مرداد", 105},     {"مه", 5},          {"مهر", 107},      {"مي", 5},
    {"نوامبر", 11},     {"نوفمبر", 11},     {"نومبر", 11},     {"نونبر", 11},
    {"نيسان", 4},       {"يناير", 1},       {"يوليو", 7},      {"يونيو", 6},
    {"ژانويه", 1},      {"ژوئن", 6},        {"ژوئيه", 7},      {"ژوين", 6},
    {"अक्ट", 10},        {"अक्तू", 10},        {"अग", 8},         {"अगस्", 8},
    {"अप्र", 4},         {"एप्रि", 4},        {"ऑक्टो", 10},      {"ऑग", 8},
    {"ऑगस्ट", 8},        {"जन", 1},          {"जनवरी", 1},      {"जाने", 1},
    {"जुन", 6},          {"जुल", 7},          {"जून", 6},         {"डिसे", 12},
    {"दिस", 12},        {"नव", 11},         {"नवंबर", 11},      {"नवम्बर", 11},
    {"नोभेम्बर", 11},     {"नोव्हें", 11},       {"फरवरी", 2},      {"फ़र", 2},
    {"फेब्रु", 2},         {"मई", 5},          {"मार्च", 3},       {"मे", 5},
    {"सप्टें", 9},         {"सित", 9},         {"सेप्टेम्बर", 9},     {"অক্টো", 10},
    {"অগাস্ট", 8},       {"আগ", 8},          {"আগস্ট", 8},       {"এপ্রি", 4},
    {"জানু", 1},         {"জানুয়ার", 1},      {"জুন", 6},         {"জুল", 7},
    {"ডিসে", 12},       {"নভে", 11},        {"ফেব", 2},        {"ফেব্রুয়ার", 2},
    {"মার্চ", 3},        {"মে", 5},          {"সেপ", 9},        {"সেপ্টেম্বর", 9},
    {"அக்", 10},         {"அக்டோபர்", 10},     {"ஆக", 8},         {"ஆகஸ்ட்", 8},
    {"ஏப்", 4},          {"செப்", 9},         {"செப்டம்பர்", 9},    {"ஜன", 1},
    {"ஜனவரி", 1},       {"ஜூன்", 6},         {"ஜூலை", 7},       {"டிச", 12},
    {"டிசம்பர்", 12},     {"நவ", 11},         {"நவம்பர்", 11},     {"பிப்", 2},
    {"மார்", 3},         {"மே", 5},          {"అక్టో", 10},       {"ఆగ", 8},
    {"ఆగస్టు", 8},       {"ఏప్రి", 4},         {"జన", 1},         {"జనవరి", 1},
    {"జులై", 7},         {"జూన్", 6},         {"డిసెం", 12},       {"నవం", 11},
    {"ఫిబ్ర", 2},         {"మార్చి", 3},         {"మే", 5},          {"సెప్టెం", 9},
    {"ก.ค", 7},         {"ก.พ", 2},         {"ก.ย", 9},        {"กรกฎาคม", 7},
    {"กันยายน", 9},      {"กุมภาพันธ์", 2},     {"ต.ค", 10},       {"ตุลาคม", 10},
    {"ธ.ค", 12},        {"ธันวาคม", 12},     {"พ.ค", 5},        {"พ.ย", 11},
    {"พฤศจิกายน", 11},   {"พฤษภาคม", 5},     {"ม.ค", 1},        {"มกราคม", 1},
    {"มิ.ย", 6},         {"มิถุนายน", 6},      {"มี.ค", 3},        {"มีนาคม", 3},
    {"ส.ค", 8},         {"สิงหาคม", 8},      {"เม.ย", 4},       {"เมษายน", 4},
    {"აგვ", 8},         {"აპრ", 4},         {"დეკ", 12},       {"დეკემბერი", 12},
    {"თებ", 2},         {"თებერვალი", 2},   {"იან", 1},        {"ივლ", 7},
    {"ივნ", 6},         {"მაი", 5},         {"მარ", 3},        {"ნოე", 11},
    {"ნოემბერი", 11},   {"ოქტ", 10},        {"ოქტომბერი", 10}, {"სექ", 9},
    {"სექტემბერი", 9},
};

enum { NAME_COUNT = sizeof date_names / sizeof date_names[0] };

/* Letters of U+00C0..U+017F without case and accents. */
static const char name_latin[] = "aaaaaaaceeeeiiiixnoooooxouuuuyxsaaaaaaaceeeeiiiixnoooooxouuuuyxy"
                                 "aaaaaaccccccccddddeeeeeeeeeegggggggghhxxiiiiiiiiiixxjjkkxllllllx"
                                 "xllnnnnnnxxxooooooxxrrrrrrssssssssttttxxuuuuuuuuuuuuwwyyyzzzzzzx";

/* Letters of U+1EA0..U+1EFF, Vietnamese, without case and accents. */
static const char name_vietnamese[] = "aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooo"
                                      "oooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyyxxxxxx";

/* Letters of U+0386..U+03CE without case and accents, from U+03B0 on; 0 is none. */
static const unsigned char name_greek[] = {
    1,  0,  5,  7,  9,  0,  15, 0,  21, 25, 9,  1,  2,  3,  4,  5,  6,  7,  8,
    9,  10, 11, 12, 13, 14, 15, 16, 17, 0,  19, 20, 21, 22, 23, 24, 25, 9,  21,
    1,  5,  7,  9,  21, 1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14,
    15, 16, 17, 19, 19, 20, 21, 22, 23, 24, 25, 9,  21, 15, 21, 25};

/* A letter without case and accents; false if it stays as it is. */
static bool name_fold_letter(unsigned *letter)
{
    unsigned c = *letter;

    if (c >= 0xC0 && c < 0x180) {
        *letter = (unsigned char)name_latin[c - 0xC0];
    } else if (c >= 0x1EA0 && c <= 0x1EFF) {
        *letter = (unsigned char)name_vietnamese[c - 0x1EA0];
    } else if (c == 0x1A0 || c == 0x1A1 || c == 0x1AF || c == 0x1B0) {
        *letter = c < 0x1AF ? 'o' : 'u';
    } else if (c >= 0x386 && c <= 0x3CE && name_greek[c - 0x386] != 0) {
        *letter = 0x3B0U + name_greek[c - 0x386];
    } else if (c >= 0x410 && c <= 0x42F) {
        *letter = c + 0x20;
    } else if (c >= 0x400 && c <= 0x40F) {
        *letter = c + 0x50;
    } else if (c >= 0x48A && c <= 0x4BF) {
        *letter = c | 1;
    } else if (c == 0x622 || c == 0x623 || c == 0x625) { /* alefs */
        *letter = 0x627;
    } else if (c == 0x6CC || c == 0x649) { /* yehs */
        *letter = 0x64A;
    } else if (c == 0x6A9) { /* kaf */
        *letter = 0x643;
    } else {
        return false;
    }
    return true;
}

size_t date_names_fold(const char *text, size_t length, char *out, size_t size)
{
    size_t count = 0;

    for (size_t i = 0; i < length && count + 3 < size;) {
        unsigned char c = (unsigned char)text[i];
        unsigned letter;

        if (c < 0x80) {
            out[count++] = ascii_lower(text[i++]);
        } else if (c >= 0xC2 && c <= 0xDF && i + 1 < length) {
            letter = ((c & 0x1FU) << 6) | ((unsigned char)text[i + 1] & 0x3FU);
            i += 2;
            if (letter >= 0x300 && letter < 0x370) {
                continue; /* an accent by itself */
            }
            (void)name_fold_letter(&letter);
            if (letter < 0x80) {
                out[count++] = (char)letter;
            } else {
                out[count++] = (char)(0xC0U | (letter >> 6));
                out[count++] = (char)(0x80U | (letter & 0x3FU));
            }
        } else if (c == 0xE1 && i + 2 < length && (unsigned char)text[i + 1] >= 0xBA &&
                   (unsigned char)text[i + 1] <= 0xBB) {
            letter = 0x1000U | (((unsigned char)text[i + 1] & 0x3FU) << 6) |
                     ((unsigned char)text[i + 2] & 0x3FU);
            if (name_fold_letter(&letter)) {
                out[count++] = (char)letter;
            } else {
                memcpy(out + count, text + i, 3);
                count += 3;
            }
            i += 3;
        } else {
            out[count++] = text[i++];
        }
    }
    if (size > 0) {
        out[count] = '\0';
    }
    return count;
}

/* "mar" is not "market", but "mart" may be "martie". */
static bool name_ending_fits(size_t start, size_t rest, bool ascii)
{
    return ascii ? rest == 0 || (start > 3 && rest <= NAME_ENDING_MAX)
                 : rest == 0 || (start > 4 && rest <= NAME_ENDING_BYTES_MAX);
}

static int name_find(const char *word, size_t length)
{
    size_t low = 0, high = NAME_COUNT;

    while (low < high) { /* the first entry behind the word */
        size_t middle = low + (high - low) / 2;

        if (strcmp(date_names[middle].start, word) <= 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    while (low > 0 && *date_names[low - 1].start == *word) {
        const struct date_name *name = &date_names[--low];
        size_t start = strlen(name->start);

        if (start <= length && memcmp(name->start, word, start) == 0 &&
            name_ending_fits(start, length - start, (unsigned char)*word < 0x80)) {
            return name->month;
        }
    }
    return 0;
}

int date_names_month(const char *word, size_t length)
{
    char folded[NAME_MAX_BYTES];
    int month;

    if (length < 2 || length + 3 >= sizeof folded) {
        return 0;
    }
    length = date_names_fold(word, length, folded, sizeof folded);
    month = length < 2 ? 0 : name_find(folded, length);
    if (month == 0 && length > 4 && memcmp(folded, "ב", 2) == 0) {
        month = name_find(folded + 2, length - 2); /* Hebrew "in" */
    }
    return month;
}

int date_names_second(int month, const char *word, size_t length)
{
    char folded[NAME_MAX_BYTES];

    if (length + 3 >= sizeof folded) {
        return 0;
    }
    (void)date_names_fold(word, length, folded, sizeof folded);
    if (strcmp(folded, "الاول") == 0) {
        return month == DATE_KANUN ? 12 : 10;
    }
    if (strcmp(folded, "الثاني") == 0) {
        return month == DATE_KANUN ? 1 : 11;
    }
    return 0;
}
