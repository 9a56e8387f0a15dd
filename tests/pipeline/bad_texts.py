"""Articles with texts that nobody writes, one a line; argv: bytes of each. The last two are larger than transform analyses."""
import json
import random
import sys

size = int(sys.argv[1])
random.seed(4)


def fill(text):
    return (text * (size // len(text.encode()) + 1)).encode()[:size].decode(errors="ignore")


def names(count):
    part = lambda n: "".join(random.choice("bdfgklmnprstvz") + random.choice("aeiou") for _ in range(n)).capitalize()
    return [part(2) + " " + part(3) for _ in range(count)]


many = names(size // 24)
texts = {
    "one-sentence": fill("the mill of rain and "),
    "no-spaces": "x" * size,
    "no-spaces-chinese": fill("東京"),
    "capitals": fill("IRAQ MET IRAN AND NORWAY ON MONDAY. "),
    "one-word-capitals": fill("IRAQ "),
    "controls": fill("Iraq \x01\x07\x1b[31m met\x7f Iran.\x0b\x0c "),
    "bidi": fill("\u202eIraq\u202c met \u200fIran\u200e. \u2066x\u2069 "),
    "emoji": fill("\U0001f6a2\U0001f469\u200d\U0001f469\u200d\U0001f467\U0001f1ee\U0001f1f6 "),
    "mixed-scripts": fill("Ir\u0430q \u043c\u0435\u0442 Ir\u0430n \u6771\u4eac \u0639\u0631\u0627\u0642. "),
    "combining": "a" + "\u0301" * (size // 2),
    "combining-words": fill("I\u0301\u0302\u0303raq me\u0301t. "),
    "open-marks": fill("\u201c"),
    "open-marks-spaced": fill("\u201c a "),
    "straight-marks": fill('" a '),
    "single-marks": fill("'a "),
    "all-marks": fill("\u201c\u2018\"'\u00ab\u201e\u300c a "),
    "digits": "1" * size,
    "numbers": fill("12 "),
    "thousands": fill("1,000 "),
    "hyphens": fill("5-"),
    "number-words": fill("twenty "),
    "hundreds": fill("hundred and "),
    "dollars": fill("$5 million to "),
    "killed": fill("12 people, including 3 children, were killed and "),
    "commas": fill(","),
    "parentheses": "(" * (size // 2) + ")" * (size // 2),
    "full-stops": fill("."),
    "slashes": fill("1/"),
    "names": ", ".join(many) + ".",
    "surnames": " ".join("%s met %s." % (name, name.split()[1]) for name in many),
    "one-surname": "Tolvar Dresk came. " + fill("Dresk met Dresk. "),
    "pronouns": "Tolvar Dresk came. " + fill("He said he would go. "),
    "said": fill("Dresk said that "),
    "according": fill("according to "),
    "quotes": fill("\u201cWe go,\u201d Dresk said. "),
    "attacks": fill("Iraq attacked Iran in Baghdad on Monday. "),
    "dates": fill("from May to Monday in "),
    "paragraphs": fill("Iraq met Iran\n\n"),
    "letters": fill("A "),
    "initials": fill("A. "),
    "possessives": fill("'s "),
    "long-name": fill("Bank of "),
    "addresses": fill("http://a.b/c?d=e "),
    "random": "".join(random.choice("abc .,\u201c\u201d\"'()0123ABC\n\u0301\u202e\U0001f6a2") for _ in range(size // 2)),
    "words": " ".join(random.choice("the a Iraq said attacked killed 12 people \u201c \u201d , . Dresk Monday in of that he $5 million "
                                    "between percent was were".split()) for _ in range(size // 6)),
    "commas-1000000": "," * 1000000,
    "ten-megabytes": "Iraq met Iran in Baghdad on Monday, and 12 people came. " * (10 * 1024 * 1024 // 56),
}
for name, text in texts.items():
    for language in ["en"] if len(text) > 900000 else ["en", "es"]:
        json.dump({"type": "article", "id": "%s-%s" % (name, language), "source": "p", "content_hash": "h", "language": language,
                   "published_at": "2024-01-10T10:00:00Z", "title": text[:300], "body": text, "mood": [1, None]},
                  sys.stdout, ensure_ascii=False)
        print()
