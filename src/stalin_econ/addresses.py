"""Every address of the site, from its root. No other module and no template spells one.

Folders are named with their `index.html`, since from disk a link to a folder opens a listing; what is cited leaves it out.
"""

import re

STORY, MISSING = "index.html", "404.html"
CHARTS, DATA, LEDGER = "charts/index.html", "data/index.html", "claims/index.html"
SOURCES, ABOUT, CHECKING = "sources/index.html", "about/index.html", "checking-sheet/index.html"
REFUSED, REFUSED_FILE = "refused/index.html", "data/refused.csv"
PACKAGE, WORKS, CLAIMS = "data/datapackage.json", "data/references.json", "data/claims.toml"
WHOLE_PACKAGE = "datapackage.json"  # of tables and figures
CLAIMS_CSV, CLAIMS_JSON = "data/claims.csv", "data/claims.json"
TEACH = "teach/index.html"
SEARCH, SEARCH_LICENCE = "search/index.html", "assets/lunr-licence.txt"
CHANGES, SENTENCES = "changes/index.html", "data/sentences.json"
RELEASES = "v/"  # frozen pages
CHECKING_FILE = "data/checking_sheet.csv"
PACK = "stalin-econ.zip"  # the whole site in one file
WORKBOOK = "data/workbook.xlsx"
CATALOGUE = "data/catalogue.jsonld"  # DCAT and PROV
COLUMNS = "data/index.html#columns-of-a-chart"  # what those of the CSV of a chart mean
EPUB, PDF = "editions/how-the-soviet-economy-held-in-1942.epub", "editions/how-the-soviet-economy-held-in-1942.pdf"
LINKS = "data/links.csv"  # that leave the site
FEED, SITEMAP, ROBOTS = "feed.xml", "sitemap.xml", "robots.txt"
RUNTIME_LICENCES = "assets/vega-runtime-licences.txt"
FONTS_LICENCE, ICON = "assets/fonts-licence.txt", "favicon.svg"
UNLISTED = (MISSING, SEARCH)  # pages that no list of pages names
# What the masthead leads to.
NAVIGATION = (
    (STORY, "Story"), (CHARTS, "Charts"), (DATA, "Data"), (LEDGER, "Ledger"), (SOURCES, "Sources"), (ABOUT, "About"),
    (SEARCH, "Search"),
)  # fmt: skip


def chart(slug: str) -> str:
    """The page of a figure."""
    return f"charts/{slug}/index.html"


def embed(slug: str) -> str:
    """A figure for a frame on the page of another site."""
    return f"charts/{slug}/embed/index.html"


def worksheet(slug: str) -> str:
    """The questions on a figure."""
    return f"charts/{slug}/worksheet/index.html"


def questions(slug: str, ending: str) -> str:
    """A file of the questions on a figure, or of all of them, for a learning platform."""
    return f"charts/{slug}/worksheet/{slug}-questions.{ending}" if slug else f"teach/questions.{ending}"


def chart_state(slug: str, state: str) -> str:
    """A state of a figure on its page."""
    return f"{chart(slug)}#{state}"


def live(slug: str) -> str:
    """The views of a figure's live version, as a script."""
    return f"charts/{slug}/{slug}.live.js"


def number(slug: str, key: str) -> str:
    """One number of a figure, on its page."""
    return f"{chart(slug)}#{key}"


def chart_file(slug: str, state: str, ending: str) -> str:
    """A file of a state of a figure; that of the default state bears the name of the figure alone."""
    return f"charts/{slug}/{slug}{'' if state == 'default' else f'-{state}'}.{ending}"


def chart_workbook(slug: str) -> str:
    """The workbook of a figure."""
    return f"charts/{slug}/{slug}.xlsx"


def slide(slug: str, ending: str) -> str:
    """A figure as a slide."""
    return f"charts/{slug}/{slug}-slide.{ending}"


def cite_file(slug: str, ending: str) -> str:
    """A file that cites a figure."""
    return f"charts/{slug}/{slug}.{ending}"


def paper_file(ending: str) -> str:
    """A file that cites the paper."""
    return f"sources/stalinism-and-the-economics-of-wartime.{ending}"


def saved_as(path: str, version: str) -> str:
    """The name under which a file is kept by who takes it away: site, file, release."""
    stem, _, ending = path.rpartition("/")[2].partition(".")
    own = "" if stem == "stalin-econ" else f"{stem}-"
    return f"stalin-econ-{own}{version}.{ending}"


def thumbnail(slug: str) -> str:
    """A figure as a silhouette."""
    return f"charts/{slug}/thumbnail.svg"


def card(slug: str) -> str:
    """The picture of a figure that others show beside a link."""
    return f"charts/{slug}/card.png"


def in_story(slug: str) -> str:
    """A figure in the story."""
    return f"{STORY}#{slug}"


def table(name: str) -> str:
    """The page of a table."""
    return f"data/{name}/index.html"


def table_file(name: str) -> str:
    """The file of a table."""
    return f"data/{name}/{name}.csv"


def table_csvw(name: str) -> str:
    """What the columns of the file of a table mean, for tools (CSVW)."""
    return f"{table_file(name)}-metadata.json"


def cell(address: str) -> str:
    """A cell, "table#id", on the page of its table."""
    name, _, key = address.partition("#")
    return f"{table(name)}#{key}"


def claim(claim_id: str) -> str:
    """An entry of the ledger."""
    return f"{LEDGER}#{claim_id}"


def said(claim_id: str) -> str:
    """The sentence of the story that repeats a statement of the ledger."""
    return f"{STORY}#said-{claim_id}"


def work(key: str) -> str:
    """A work in the bibliography."""
    return f"{SOURCES}#{key}"


def term(term_id: str) -> str:
    """A term in the glossary of the story."""
    return f"{STORY}#term-{term_id}"


def about(anchor: str) -> str:
    """A section of the page about the site."""
    return f"{ABOUT}#{anchor}"


def release(version: str) -> str:
    """The folder of a frozen release, with its closing slash: below it lie pages and files as they were at their addresses."""
    return f"{RELEASES}{version}/"


def after(version: str) -> str:
    """What changed after a release. Frozen pages lead here, so the anchor never changes."""
    return f"{CHANGES}#after-{version}"


def living(path: str, place: str) -> str:
    """A page as it is now, from a page that lies within the folder of a release; the same where that is empty."""
    return "../" * place.count("/") + path


def asset(name: str) -> str:
    """A file that pages share."""
    return f"assets/{name}"


def cited(path: str) -> str:
    """An address as it is cited: a folder without its index."""
    return re.sub(r"(^|/)index\.html(?=#|$)", r"\1", path)
