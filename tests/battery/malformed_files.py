"""B3: files that are broken, hostile or strangely named, among files that are well."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from random import Random

from soup import write_corpus
from test_convert import make_pdf

from battery import processor
from battery.row import Bench, Row, Trial, Try
from ingest.load import load
from ingest.reading import read_all

_SECONDS = 40.0  # of the processor, for the file that takes longest: a child's 30, and its start
_GOOD = "# Bread\n\nKnead the dough for ten minutes.\n"
_MARKDOWN: dict[str, Callable[[Random], bytes]] = {
    "noise": lambda c: c.randbytes(20_000),
    "nothing": lambda _: b"",
    "only NUL": lambda _: bytes(5000),
    "deep lists": lambda _: b"".join(b" " * n + b"- x\n" for n in range(2000)),
    "deep quotes": lambda _: b">" * 20_000 + b" x\n",
    "brackets": lambda _: b"[" * 50_000,
    "emphasis": lambda _: b"*a **b " * 20_000,
    "links": lambda _: b"[a](<b" * 20_000,
    "a table": lambda _: b"|" * 50_000 + b"\n" + b"|-" * 25_000,
    "open front matter": lambda _: b"---\ntitle: [\n",
    "a bomb of aliases": lambda _: b"---\na: &a [x]\nb: [*a, *a]\n---\ntext\n",
    "deep front matter": lambda _: b"---\na: " + b"[" * 5000 + b"\n---\n",
    "a tag that runs code": lambda _: b"---\na: !!python/object/apply:os.system ['touch owned']\n---\ntext\n",
    "half characters": lambda _: b"# \xed\xa0\x80 \xff\xfe\n\ntext\n",
    "one line of a megabyte": lambda _: b"word " * 200_000,
    "headings": lambda _: b"# x\n" * 20_000,
    "cut": lambda c: _GOOD.encode()[: c.randrange(len(_GOOD))],
    "flips": lambda c: bytes(b ^ (1 << c.randrange(8)) if c.random() < 0.1 else b for b in _GOOD.encode()),
    "11 MB": lambda _: b"x" * 11_000_000,
    "direction marks": lambda _: "# \u202eabc\u202c\u2066\u200b\n\n\u202etext\n".encode(),
}  # fmt: skip
_DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE x [%b]>'
_HTML: dict[str, Callable[[Random], bytes]] = {
    "noise": lambda c: c.randbytes(20_000),
    "deep divs": lambda _: b"<div>" * 50_000 + b"text",
    "deep tables": lambda _: b"<table><tr><td>" * 5000 + b"text",
    "open tags": lambda _: b"<p" * 100_000,
    "attributes": lambda _: b"<p " + b"a=b " * 200_000 + b">text</p>",
    "entities": lambda _: b"&" * 200_000 + b"&#x110000;&#0;" * 1000,
    "scripts": lambda _: b"<script>" * 10_000 + b"alert(1)",
    "an external entity": lambda _: _DOCTYPE % b'<!ENTITY e SYSTEM "file:///etc/passwd">' + b"<html><p>&e;</p></html>",
    "a bomb of entities": lambda _: _DOCTYPE % b'<!ENTITY a "aaaaaaaaaa"><!ENTITY e "&a;&a;&a;&a;">' + b"<p>&e;</p>",
    "a charset that is none": lambda _: b'<meta charset="no-such"><p>text text text</p>',
    "UTF-7": lambda _: b'<meta charset="utf-7"><p>+ADw-script+AD4-</p>',
    "comments": lambda _: b"<!--" * 50_000,
    "9 MB of paragraphs": lambda _: b"<article>" + b"<p>Stock simmers for three hours in a pot.</p>" * 195_000,
    "frames": lambda _: b"<iframe srcdoc='<p>x</p>'>" * 5000,
}  # fmt: skip


def _broken_pdf(chance: Random, what: str) -> bytes:
    whole = bytearray(make_pdf("Stock simmers for three hours.", "Dice the carrots."))
    if what == "cut":
        return bytes(whole[: chance.randrange(len(whole))])
    if what == "flips":
        for _ in range(20):
            whole[chance.randrange(len(whole))] = chance.randrange(256)
        return bytes(whole)
    if what == "a circle of pages":
        return (
            b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
            b"2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
        )
    if what == "a huge count":
        return bytes(whole).replace(b"/Count 2", b"/Count 2000000000")
    if what == "noise":
        return b"%PDF-1.7\n" + chance.randbytes(20_000)
    return b"%PDF-1.4\n" + b"[" * 100_000


_PDF = ("cut", "flips", "a circle of pages", "a huge count", "noise", "brackets")
_NAMES = (
    "..md", "...md", "-rf.md", "--help.md", "a b.md", "a\nb.md", "a\tb.md", "a\\b.md", "CON.md", "nul.md", "a;b.md",
    "$(x).md", "`x`.md", "\u202edm.fdp.md", "\u200b.md", "\xe9.md", "e\u0301.md", "\U0001f372.md", "x" * 251 + ".md",
    "%2e%2e%2f.md", "a.md.exe.md", "soup.md", "*.md", "?.md", "~.md", "'.md", '".md', "<b>.md", "a&b.md", "#.md",
    "\udcff.md", "\x01.md", " .md", ".md ",
)  # fmt: skip
_LINKS = ("to itself", "to nothing", "to a folder above", "to a device", "to a secret", "to a file without an end")


def draw(chance: Random, number: int) -> list[Trial]:
    """Contents and names, in an order of chance."""
    cases: list[Trial] = [{"file": "x.md", "content": name} for name in _MARKDOWN]
    cases += [{"file": "x.txt", "content": name} for name in _MARKDOWN]
    cases += [{"file": "x.html", "content": name} for name in _HTML]
    cases += [{"file": "x.pdf", "content": name} for name in _PDF]
    cases += [{"file": name, "content": "good"} for name in _NAMES]
    cases += [{"file": "link.md", "content": name} for name in _LINKS]
    drawn: list[Trial] = []
    while len(drawn) < number:
        chance.shuffle(cases)
        drawn += [{**case, "seed": chance.randrange(10**6)} for case in cases]
    return drawn[:number]


def write(folder: Path, trial: Trial) -> Path:
    """Write what a trial is about."""
    path, chance, content = folder / trial["file"], Random(trial["seed"]), trial["content"]  # noqa: S311 - to be replayed
    if content in _LINKS:
        secret = folder.parent / "secret.txt"
        secret.write_text("the secret")
        ends = {"to itself": path, "to nothing": folder / "none", "to a folder above": folder.parent,
                "to a device": Path("/dev/zero"), "to a secret": secret,
                "to a file without an end": Path("/proc/self/pagemap")}  # fmt: skip
        path.symlink_to(ends[content])
        return path
    if content == "good":
        data = _GOOD.encode()
    elif path.suffix == ".pdf":
        data = _broken_pdf(chance, content)
    else:
        data = {**_MARKDOWN, **(_HTML if path.suffix == ".html" else {})}[content](chance)
    path.write_bytes(data)
    return path


@contextmanager
def subject(bench: Bench, *, weak: bool) -> Iterator[Try]:
    corpus = write_corpus(bench.folder / "corpus")
    folder = bench.folder / "added"

    def attempt(trial: Trial) -> str | None:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        (folder / "good.md").write_text(_GOOD, encoding="utf-8")
        with suppress(OSError):  # a name that this file system does not take
            write(folder, trial)
        before, started = _listing(bench.folder), processor.seconds()
        if weak:  # one that reads file by file and stops at the first that cannot be read
            documents = {d.id: d for d, _ in (load(path, shipped=False) for path in sorted(folder.iterdir()))}
            failures: list[str] = []
        else:
            reading = read_all(corpus, [folder], (), lambda _event: None)
            documents, failures = reading.documents, [f.reason for f in reading.failures]
        took = processor.seconds() - started
        if "good" not in documents or (not weak and "soup" not in documents):
            return "the files that are well were not read"
        if took > _SECONDS:
            return f"it took {took:.0f} s"
        if not all(reason.strip() and "Traceback" not in reason for reason in failures):
            return f"a failure is not told in a sentence: {failures}"
        if _listing(bench.folder) != before or Path("owned").exists():
            return "something was written"
        return None

    yield attempt


def _listing(folder: Path) -> list[str]:
    return sorted(os.path.join(at, name) for at, folders, names in os.walk(folder) for name in (*folders, *names))  # noqa: PTH118 - fastest


ROW = Row(
    "B3",
    "a file is broken, hostile, huge, strangely named or a link, among files that are well",
    {"change": 60, "nightly": 250},
    draw,
    partial(subject, weak=False),
    partial(subject, weak=True),
    "stops at the first file that it cannot read",
)
