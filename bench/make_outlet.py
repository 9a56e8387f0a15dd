"""Pages as an outlet has them (bytes as they are, whatever the encoding), made from those of config/sample: other addresses, headlines and numbers, so that each is an
article of its own.

usage: make_outlet.py COUNT FOLDER        the same arguments give the same bytes
"""
import pathlib
import re
import sys


def main():
    count, folder = int(sys.argv[1]), pathlib.Path(sys.argv[2])
    sample = pathlib.Path(__file__).parent.parent / "config" / "sample"
    pages = [(path, path.read_text("latin-1")) for path in sorted(sample.glob("*/2*/*/*/*.html")) if path.parts[-5] != "pictures"]
    for number in range(count):
        path, page = pages[number % len(pages)]
        page = re.sub(r"(https://[^\"<> ]*?)\.html", rf"\1-{number}.html", page)
        page = page.replace("</h1>", f", part {number}</h1>", 1)
        # a paragraph of its own, as no two articles are the same
        page = page.replace("</p>", f" The count stood at {number + 100} on the day.</p>", 1)
        to = folder / str(number % 100) / f"{path.stem}-{number}.html"
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_text(page, "latin-1")


if __name__ == "__main__":
    main()
