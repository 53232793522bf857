"""The search: an index of all that can be found, made with lunr, and its page. A reader who asks loads it as scripts.

From disk a page fetches nothing, so the index is a script that sets a property. Words are cut alike here and in
`static/js/search.js`.
"""

import json
import re
import unicodedata
from collections.abc import Sequence

from .. import addresses
from ..edition import Edition
from ..memory import MEMORY, code
from ..prose.markup import plain
from .figure import Shown
from .findable import Findable
from .page import Page, way

WORD = re.compile(r"[^\W_]+(?:\.\d+)*")
BRITISH = re.compile(r"(?<=\w{5})is(?=(?:e[sd]?|ing|ations?)$)")
BLOCK_END = re.compile(r"(?=</(?:p|h\d|li|dt|dd|t[dh]|div)>)")
TITLE_BOOST = 4


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
    from lunr import get_default_builder  # here, since where no word has changed nothing of it is wanted

    builder = get_default_builder()
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


def index_script(places: Sequence[Findable]) -> bytes:
    """The index with kind, title, address and text of each place, as a script; addresses as the search page wants them."""

    def made() -> bytes:
        texts = [(plainly(place.title), plainly(place.text)) for place in places]
        listed = [
            [p.kind, title, way(addresses.SEARCH, p.href), text] for p, (title, text) in zip(places, texts, strict=True)
        ]
        record = {"index": index_of(places, texts), "places": listed}
        text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        return f"self.wartimeSearch={text};\n".encode()

    return MEMORY.recall(made, "search", code(), repr(places))


def search_page(edition: Edition, figures: Sequence[Shown]) -> Page:
    """The page that searches, and lists by name what can be looked through without it."""
    context = {
        "title": "Search", "chapters": edition.chapters, "figures": figures, "tables": list(edition.tables.values()),
        "claims": edition.claims, "terms": edition.terms,
    }  # fmt: skip
    return Page(addresses.SEARCH, "search.html", context, "Words of the story, the ledger, the charts and the tables.")
