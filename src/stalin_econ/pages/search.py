"""The search: an index of all that can be found, made with lunr, and its page. A reader who asks loads it as scripts.

From disk a page fetches nothing, so the index is a script that sets a property. Words are cut alike here and in
`static/js/search.js`.
"""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence

from .. import addresses
from ..edition import Edition
from ..faults import InputError, Problem, schema_faults
from ..formats import toml_of
from ..layout import SEARCH_WORDS, Sources, text_of
from ..memory import MEMORY, code
from ..prose.markup import plain
from ..vocabulary import STATUSES
from .figure import Shown
from .findable import Findable
from .page import Page, way

WORD = re.compile(r"[^\W_]+(?:\.\d+)*")
BRITISH = re.compile(r"(?<=\w{5})is(?=(?:e[sd]?|ing|ations?)$)")
BLOCK_END = re.compile(r"(?=</(?:p|h\d|li|dt|dd|t[dh]|div)>)")
TITLE_BOOST = 4
TEXTS = {"type": "array", "items": {"type": "string", "pattern": r"\w"}}
WORDS = {
    "type": "object", "required": ["drop", "also"], "additionalProperties": False,
    "properties": {"drop": TEXTS, "also": {"type": "object", "additionalProperties": {**TEXTS, "minItems": 1}}},
}  # fmt: skip
NO_WORDS: Mapping = {"drop": [], "also": {}}


def words_of(text: str) -> list[str]:
    """The words of a plain text as the index has them: small letters without accents, "-ise" as "-ize"; "11,340" is one word."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    small = re.sub(r"https?://\S+|['’ʼ]s\b|['’ʼ]", "", bare.lower())
    return [BRITISH.sub("iz", word) for word in WORD.findall(re.sub(r"(?<=\d),(?=\d{3})", "", small))]


def plainly(html: str) -> str:
    """The words of some HTML in one line, with a space where a block ends."""
    return plain(BLOCK_END.sub(" ", html))


def index_of(places: Sequence[Findable], texts: Sequence[tuple[str, str]]) -> dict:
    """The index that lunr makes of titles and texts, by the number of each place: its terms, and a vector a field of a place.

    Which places a term is in follows from the vectors, so the script finds it again, and the file is a third smaller.
    """
    from lunr import get_default_builder, stemmer  # here, since where no word has changed nothing of it is wanted

    from .stems import stemmed

    builder = get_default_builder()
    builder.pipeline.after(stemmer.stemmer, stemmed)
    builder.pipeline.remove(stemmer.stemmer)
    builder.ref("place")
    builder.field("title", boost=TITLE_BOOST)
    builder.field("text")
    for i, (place, (title, text)) in enumerate(zip(places, texts, strict=True)):
        record = {"place": str(i), "title": " ".join(words_of(title)), "text": " ".join(words_of(text))}
        builder.add(record, {"boost": place.weight})
    made = builder.build().serialize()
    terms = sorted((posting["_index"], term) for term, posting in made["invertedIndex"])
    vectors = [[name, [round(number, 1) for number in vector]] for name, vector in made["fieldVectors"]]
    kept = {key: made[key] for key in ("version", "fields", "pipeline")}
    return {**kept, "terms": " ".join(term for _, term in terms), "fieldVectors": vectors}


def read_words(sources: Sources) -> dict:
    """Words that the search leaves out, and what else a word or some words together may stand for, cut as the index is.

    InputError where the file is not as its head says.
    """
    found = toml_of(text_of(sources, SEARCH_WORDS), SEARCH_WORDS)
    if faults := schema_faults(WORDS, found):
        raise InputError([Problem(SEARCH_WORDS, 1, fault) for fault in faults])
    also = {" ".join(words_of(key)): [words_of(other) for other in others] for key, others in found["also"].items()}
    return {"drop": [word for text in found["drop"] for word in words_of(text)], "also": also}


def numbers_of(places: Sequence[Findable]) -> dict:
    """The numbers of each place that has some, by its number: name, digits, unit, status and id."""
    units = list(dict.fromkeys(row.unit for place in places for row in place.rows))
    statuses = list(STATUSES)
    rows = {
        i: [
            [row.name, row.value, units.index(row.unit), statuses.index(row.status), row.href.partition("#")[2]]
            for row in place.rows
        ]
        for i, place in enumerate(places)
        if place.rows
    }
    return {"units": units, "statuses": [status.words for status in STATUSES.values()], "rows": rows}


def index_script(places: Sequence[Findable], words: Mapping = NO_WORDS) -> bytes:
    """The index with kind, title, address and text of each place, its numbers, and words for words, as a script.

    Addresses are as the search page wants them; that of a number is in the page of its place.
    """

    def made() -> bytes:
        texts = [(plainly(place.title), plainly(place.text)) for place in places]
        listed = [
            [p.kind, title, way(addresses.SEARCH, p.href), text] for p, (title, text) in zip(places, texts, strict=True)
        ]
        record = {"index": index_of(places, texts), "places": listed, "words": words, **numbers_of(places)}
        text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        return f"self.wartimeSearch={text};\n".encode()

    return MEMORY.recall(made, "search", code(), repr(places), repr(words))


def search_page(edition: Edition, figures: Sequence[Shown]) -> Page:
    """The page that searches, and lists by name what can be looked through without it."""
    context = {
        "title": "Search", "chapters": edition.chapters, "figures": figures, "tables": list(edition.tables.values()),
        "claims": edition.claims, "terms": edition.terms,
    }  # fmt: skip
    return Page(addresses.SEARCH, "search.html", context, "Words of the story, the ledger, the charts and the tables.")
