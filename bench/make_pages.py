#!/usr/bin/env python3
"""Pages for the benchmarks: make_pages.py FOLDER COUNT [BYTES].

Writes FOLDER/00000.html and so on, about BYTES (default 100,000) long each, built as pages of news
sites are: half of it scripts and styles, menus, teasers and comments around an article of some 700
words. The texts are about numbers, so that they differ and what they say is true. The same
arguments make the same bytes.
"""

import json
import os
import random
import sys

SECTIONS = ("World", "Politics", "Economy", "Science", "Culture", "Sport", "Health", "Climate", "Opinion", "Weather")


def divisors(number):
    return [d for d in range(1, number + 1) if number % d == 0]


def sentences(number, rng):
    """True sentences about a number, in an endless and repeatable order."""
    while True:
        other = rng.randrange(2, 999)
        count = len(divisors(other))
        yield rng.choice((
            f"Whoever adds {number} and {other} gets {number + other}, and the order of the two does not matter.",
            f"The square of {other} is {other * other}, which is {'even' if other % 2 == 0 else 'odd'} as {other} is.",
            f"There are {count} whole numbers that divide {other} without a rest, the number itself among them.",
            f"Divided by {number}, the number {number * other + 1} leaves a rest of one, \u201cas small as a rest can be\u201d.",
            f"From {other} to {other + number} it is as far as from nothing to {number}.",
            f"Written in base two, {other} is {other:b}; in base sixteen it is {other:x}, which is shorter.",
            f"Three times {other} makes {3 * other}, said one; half of that is {3 * other / 2:g}, said the other.",
            f"The sum of all whole numbers up to {other} is {other * (other + 1) // 2}, a rule known for centuries.",
        ))


def paragraphs(number, rng, count):
    source = sentences(number, rng)
    return [" ".join(next(source) for _ in range(rng.randrange(2, 5))) for _ in range(count)]


def menu(rng, name, entries):
    items = "".join(
        f'<li class="{name}__item {name}__item--level-{i % 3}"><a class="{name}__link" data-track="{name}-{i}" '
        f'href="/{rng.choice(SECTIONS).lower()}/{rng.randrange(10**6)}"><span>{rng.choice(SECTIONS)} {i}</span></a></li>\n'
        for i in range(entries)
    )
    return f'<nav class="{name}" role="navigation" aria-label="{name}"><ul class="{name}__list">\n{items}</ul></nav>\n'


def teasers(rng, name, entries):
    return f'<section class="{name}"><h2>More on this</h2>\n' + "".join(
        f'<div class="{name}__card card"><a href="/{rng.choice(SECTIONS).lower()}/story-{rng.randrange(10**6)}">'
        f'<picture><source type="image/webp" srcset="/img/{i}-320.webp 320w, /img/{i}-640.webp 640w">'
        f'<img loading="lazy" src="/img/{i}-320.jpg" alt="Number {i}" width="320" height="180"></picture>'
        f'<span class="kicker">{rng.choice(SECTIONS)}</span><h3>What is known about {rng.randrange(10**4)}</h3></a>'
        f'<p class="card__text">{next(sentences(i + 2, rng))}</p></div>\n'
        for i in range(entries)
    ) + "</section>\n"


def script(rng, size):
    lines, length = [], 0
    while length < size:
        name = f"m{rng.randrange(10**5)}"
        lines.append(
            f'window.{name}=function(a,b){{if(a<b&&a!=="</div>"){{return"<p class=\\"x\\">"+a+"</p>"}}'
            f'for(var i=0;i<{rng.randrange(100)};i++){{b+=a*{rng.randrange(100)}}}return b}};\n'
        )
        length += len(lines[-1])
    return "<script>" + "".join(lines) + "</script>\n"


def state(rng, size):
    entries, length = [], 0
    while length < size:
        entries.append({"id": rng.randrange(10**9), "type": "teaser", "title": next(sentences(7, rng)), "flags": [1, 0, None]})
        length += len(json.dumps(entries[-1])) + 2
    return f'<script id="__STATE__" type="application/json">{json.dumps(entries)}</script>\n'


def style(rng, size):
    rules, length = [], 0
    while length < size:
        rules.append(f".c{rng.randrange(10**4)}>a:hover{{color:#{rng.randrange(16**6):06x};margin:{rng.randrange(40)}px auto}}\n")
        length += len(rules[-1])
    return "<style>" + "".join(rules) + "</style>\n"


def page(number, size):
    rng = random.Random(number)
    value = number + 2
    title = f"The number {value} and its {len(divisors(value))} divisors"
    day = f"2024-{rng.randrange(1, 13):02d}-{rng.randrange(1, 29):02d}T{rng.randrange(24):02d}:{rng.randrange(60):02d}:00+01:00"
    text = paragraphs(value, rng, 16)
    url = f"https://numbers.example/science/{value}"
    facts = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": title, "datePublished": day,
        "author": [{"@type": "Person", "name": "Ada Counter"}], "publisher": {"@type": "Organization", "name": "Numbers"},
        "mainEntityOfPage": url, "image": ["https://numbers.example/img/1.jpg"],
    }
    article = "".join(
        (f"<h2>Part {i // 5}</h2>\n" if i % 5 == 0 and i else "") +
        f'<p class="article__p">{p.replace("as small", "<em>as small</em>")} '
        f'<a href="/science/{i}">{SECTIONS[i % 10]}</a></p>\n' +
        ('<div class="ad-slot" id="ad-%d"><!-- advertisement --></div>\n' % i if i % 4 == 3 else "")
        for i, p in enumerate(text)
    )
    head = (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{title} | Numbers</title>\n'
        f'<meta name="viewport" content="width=device-width"><meta property="og:title" content="{title}">'
        f'<meta property="og:type" content="article"><meta property="og:site_name" content="Numbers">'
        f'<meta property="article:published_time" content="{day}"><meta name="author" content="Ada Counter">'
        f'<link rel="canonical" href="{url}"><meta name="description" content="{text[0]}">\n'
        f'<script type="application/ld+json">{json.dumps(facts)}</script>\n'
    )
    before = (
        '<body class="page page--article"><div id="root"><header class="header"><div class="logo"><a href="/">'
        'Numbers</a></div>\n' + menu(rng, "main-menu", 60) + "</header><main>"
        f'<article class="article"><header><h1>{title}</h1><div class="byline">By <a rel="author" href="/ada">'
        f'Ada Counter</a> <time datetime="{day}">{day[:10]}</time></div></header>\n'
        f'<figure><img src="/img/1.jpg" alt=""><figcaption>{value} points</figcaption></figure>\n'
        f'<div class="article__body">\n'
    )
    after = "</div></article>\n" + teasers(rng, "related", 24) + '<aside class="comments"><h2>Comments</h2>' + "".join(
        f'<div class="comment"><b>Reader {i}</b><p>{next(sentences(i + 2, rng))}</p></div>\n' for i in range(20)
    ) + "</aside></main>" + menu(rng, "footer-menu", 80) + '<footer><p>Numbers, since 1.</p></footer></div>\n'
    left = size - sum(len(part.encode()) for part in (head, before, article, after)) - 40
    left = max(left, 0)
    return (
        head + style(rng, left * 15 // 100) + script(rng, left // 4) + "</head>\n" + before + article + after +
        state(rng, left // 4) + script(rng, left * 35 // 100) + "</body></html>\n"
    )


def main():
    folder, count = sys.argv[1], int(sys.argv[2])
    size = int(sys.argv[3]) if len(sys.argv) > 3 else 100_000
    os.makedirs(folder, exist_ok=True)
    for number in range(count):
        with open(os.path.join(folder, f"{number:05d}.html"), "w", encoding="utf-8") as file:
            file.write(page(number, size))


if __name__ == "__main__":
    main()
