import io
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfWriter

from ingest.convert import CONVERTERS, pdf_to_markdown, to_markdown
from ingest.errors import SourceError
from ingest.pdf import read_pdf

PAGE = """<!doctype html>
<html><head><title>Pots</title></head><body>
<nav><ul><li><a href="/">Start page</a></li><li><a href="/shop">Shop for pots</a></li></ul></nav>
<article>
<h1>Choosing a pot</h1>
<p>A heavy pot keeps its heat, and <a href="https://example.org/iron">cast iron</a> keeps it longest of all.</p>
<h2>What to look for</h2>
<ul><li>A lid that <strong>closes</strong></li><li>Two handles</li></ul>
<ol><li>Fill it</li><li>Lift it</li></ol>
<table><tr><th>Metal</th><th>Weight</th></tr><tr><td>Iron</td><td>Heavy</td></tr></table>
<p>Whichever you choose, wash it by hand and dry it at once, or it will not grow old with you.</p>
<img src="pot.png" alt="A pot">
</article>
<footer><p>Imprint of the Pot Company</p><a href="/privacy">Privacy notice</a></footer>
</body></html>"""


def make_pdf(*pages: str) -> bytes:
    """A PDF written by hand: one line of text on each page."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, line in enumerate(pages):
        content = f"BT /F1 12 Tf 72 720 Td ({line}) Tj ET"
        page = f"/Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * number} 0 R"
        objects += [
            f"<< /Type /Page {page} /Resources << /Font << /F1 3 0 R >> >> >>",
            f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        ]
    out, offsets = "%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
    return (out + f"startxref\n{out.index('xref')}\n%%EOF\n").encode("ascii")


def encrypted(data: bytes, password: str) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("name", ["a.md", "a.markdown", "a.txt", "A.MD"])
def test_text_files_are_taken_as_they_are(name: str) -> None:
    assert to_markdown(Path(name), b"\xef\xbb\xbf# Title\r\n") == "# Title\r\n"


def test_an_unknown_suffix_is_refused_with_the_ones_that_are_read() -> None:
    with pytest.raises(SourceError, match=r"Files ending in \.docx are not supported; use \.md, .*\.html.*\.pdf\."):
        to_markdown(Path("letter.docx"), b"PK")


def test_a_missing_suffix_is_refused_too() -> None:
    with pytest.raises(SourceError, match="ending in nothing"):
        to_markdown(Path("README"), b"text")


def test_every_kind_of_file_refuses_what_it_cannot_read() -> None:
    for suffix in CONVERTERS:
        with pytest.raises(SourceError):
            to_markdown(Path("file" + suffix), b"\0\0\0\0")


def test_a_web_page_becomes_markdown_with_its_structure() -> None:
    markdown = to_markdown(Path("page.html"), PAGE.encode())
    for piece in (
        "# Choosing a pot\n",
        "[cast iron](https://example.org/iron)",
        "## What to look for\n",
        "- A lid that **closes**\n- Two handles\n",
        "1. Fill it\n2. Lift it\n",
        "| Iron | Heavy |",
    ):
        assert piece in markdown


@pytest.mark.parametrize("chrome", ["Start page", "Shop for pots", "Imprint", "Privacy", "pot.png"])
def test_what_stands_around_the_article_is_left_out(chrome: str) -> None:
    assert chrome not in to_markdown(Path("page.htm"), PAGE.encode())


def test_a_web_page_is_read_in_the_encoding_it_declares() -> None:
    word = "\u043a\u043e\u0442\u0451\u043b"
    page = PAGE.replace("<head>", '<head><meta charset="windows-1251">').replace("A heavy pot", word)
    assert word in to_markdown(Path("page.html"), page.encode("cp1251"))


def test_a_web_page_that_declares_nonsense_is_still_read() -> None:
    page = PAGE.replace("<head>", '<head><meta charset="klingon">').replace("heavy pot", "heavy past\u00e9")
    assert "heavy past\u00e9" in to_markdown(Path("page.html"), page.encode("cp1252"))


def test_a_web_page_without_content_is_refused() -> None:
    with pytest.raises(SourceError, match="No main content"):
        to_markdown(Path("page.html"), b"<html><body><script>load()</script></body></html>")


def test_the_pages_of_a_pdf_are_parted_by_a_blank_line() -> None:
    assert to_markdown(Path("two.pdf"), make_pdf("Peel the onions", "Fry them")) == "Peel the onions\n\nFry them"


def test_letters_beyond_ascii_survive_the_way_out_of_the_child_process() -> None:
    assert pdf_to_markdown(make_pdf(r"Caf\351")) == read_pdf(make_pdf(r"Caf\351")) == "Caf\u00e9"


def test_an_encrypted_pdf_is_refused_as_encrypted() -> None:
    with pytest.raises(SourceError, match="encrypted"):
        pdf_to_markdown(encrypted(make_pdf("Secret"), "sesame"))


def test_a_pdf_that_is_only_locked_against_changes_is_read() -> None:
    assert pdf_to_markdown(encrypted(make_pdf("Open to readers"), "")) == "Open to readers"


@pytest.mark.parametrize("data", [b"no PDF at all", b"%PDF-1.4\nrubbish", make_pdf("Torn apart")[:120]])
def test_a_broken_pdf_is_refused_as_broken(data: bytes) -> None:
    with pytest.raises(SourceError, match="broken"):
        pdf_to_markdown(data)


@pytest.mark.parametrize("pages", [[], ["  "], ["", ""]])
def test_a_pdf_without_text_is_refused_as_such(pages: list[str]) -> None:
    with pytest.raises(SourceError, match="holds no text"):
        pdf_to_markdown(make_pdf(*pages))


def test_a_pdf_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(SourceError, match="too long"):
        pdf_to_markdown(make_pdf("Patience"), seconds=0.001)


def test_a_folder_of_the_same_name_where_the_user_stands_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ingest").mkdir()
    (tmp_path / "ingest" / "__init__.py").touch()
    (tmp_path / "ingest" / "pdf.py").write_text("print('mine now')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert pdf_to_markdown(make_pdf("Ours")) == "Ours"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its address space")
def test_the_child_process_cannot_take_more_memory_than_it_is_given() -> None:
    greedy = "from ingest.confined import bind_resources; bind_resources(); bytearray(2 << 30)"
    child = subprocess.run([sys.executable, "-c", greedy], capture_output=True, check=False)
    assert b"MemoryError" in child.stderr
