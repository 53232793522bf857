"""Names of the files that a site is made from, and all of them read once. No other module knows a folder or opens a file."""

import re
from collections.abc import Mapping
from pathlib import Path

from .faults import UNSEEN, InputError, Problem, line_at, meant
from .formats import toml_of

# Path from the root of the checkout → what the file holds.
Sources = Mapping[str, bytes]

DATA, TEMPLATES = "data/", "templates/"
CHAPTERS, STATIC = "templates/chapters/", "templates/static/"
FONTS = "templates/static/fonts/"
FIGURES, STYLES = "templates/figures/", "templates/static/css/"
SCRIPTS, BOOK = "templates/static/js/", "templates/book/"
PACKAGE, REFERENCES = "data/datapackage.yaml", "data/references.json"
LEDGER, FINDINGS, CODEBOOK = "data/claims.toml", "data/findings.toml", "data/README.md"
LIVE = "templates/static/live/"  # what draws live charts, bundled by hand
SEARCH = "templates/static/search/"  # the library that searches, as its makers give it out
SEARCH_WORDS = "templates/static/search/words.toml"  # words left out of a question, and words for words
WORKSHEETS = "templates/worksheets/"
REFUSED = "data/refused.csv"  # a plain list, no table of the package
OWN = "stalin-econ"  # the table of pyproject.toml that is ours
CHANGELOG, SETTINGS = "CHANGELOG.md", "pyproject.toml"
LICENCE, CITATION = "LICENSE", "CITATION.cff"
SITE = "site"
RELEASES, FROZEN = "data/releases.toml", "site/v/"  # the list of releases, and their pages, which no build alters
NAMED = (PACKAGE, REFERENCES, LEDGER, FINDINGS, CODEBOOK, REFUSED, RELEASES)  # files in data/ that are no table
# What is handed in by hand, and so may not be written over.
OURS = ("data", "templates", "src", "tests", ".git")

# What a sign in a file that is none means, and what to do.
SAVED = "in the spreadsheet or editor save it as UTF-8"
ENDS = "line ends of an old Macintosh; save it with those of Unix or Windows"
# An address of a folder: host, port, path. Nothing of it wants escaping where it stands in a page, a feed or a script.
ADDRESS = re.compile(r"https?://\w[\w.-]*(:\d{1,5})?(/[\w.~%@!$()*+,;=:-]+)*")
REPORT = re.compile(r"(https?://\w|mailto:[^\s<>\"@]+@)[^\s<>\"]+")
KNOWN = ("base_address", "report_address", "repository", "persistent_identifier")  # settings


def read_sources(root: Path) -> dict[str, bytes]:
    """Every file that the site is made from, by its path from the root; InputError where one cannot be read."""
    folders = [path for folder in (DATA, TEMPLATES) for path in sorted((root / folder).rglob("*"))]
    paths = [path for path in folders if path.is_file() and not path.name.startswith(".") and path.suffix != ".pyc"]
    paths += [path for path in sorted((root / FROZEN).rglob("*")) if path.is_file()]
    found, faults = {}, []
    for path in [*paths, *(root / name for name in (CHANGELOG, SETTINGS, LICENCE, CITATION))]:
        name = path.relative_to(root).as_posix()
        try:
            found[name] = path.read_bytes()
        except FileNotFoundError:
            continue  # what wants it says so
        except OSError as error:
            faults.append(Problem(name, 1, f"cannot be read: {error.strerror}"))
    if faults:
        raise InputError(faults)
    return found


def bytes_of(sources: Sources, path: str) -> bytes:
    """What a file holds; InputError where it is not there."""
    if path not in sources:
        raise InputError([Problem(path, 1, "this file is wanted, but cannot be read")])
    return sources[path]


def text_of(sources: Sources, path: str) -> str:
    """The text of a file with plain line ends, less a byte order mark; InputError where it is not there, or no plain text."""
    content = bytes_of(sources, path)
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise InputError([Problem(path, line, f"not UTF-8 text; {SAVED}")]) from error
    if unseen := UNSEEN.search(text):
        remedy = {"\0": SAVED, "\r": ENDS}.get(unseen[0], "delete it")
        message = f"holds a sign that cannot be seen, U+{ord(unseen[0]):04X}; {remedy}"
        raise InputError([Problem(path, line_at(text, unseen.start()), message)])
    return text


def inside(sources: Sources, folder: str, ending: str) -> list[str]:
    """Paths of the files of a folder itself with this ending, sorted."""
    return sorted(p for p in sources if p.startswith(folder) and p.endswith(ending) and "/" not in p[len(folder) :])


def settings(sources: Sources) -> dict[str, str]:
    """The table [tool.stalin-econ] of pyproject.toml: addresses, empty where not set; InputError where one is none."""
    text = text_of(sources, SETTINGS)
    tools = toml_of(text, SETTINGS).get("tool", {})
    if not isinstance(tools, dict) or not isinstance(found := tools.get(OWN, {}), dict):
        raise InputError([Problem(SETTINGS, 1, f"[tool.{OWN}]: a table of settings is wanted")])
    if slips := [name for name in tools if name != OWN and meant(name, [OWN])]:
        message = f"[tool.{slips[0]}]{meant(slips[0], [OWN])}"
        raise InputError([Problem(SETTINGS, line_of_table(text, slips[0]), message)])
    chosen = dict.fromkeys(KNOWN, "") | found
    if faults := [
        Problem(SETTINGS, line_of(text, key), fault) for key, value in chosen.items() if (fault := fault_of(key, value))
    ]:
        raise InputError(faults)
    base, report = chosen["base_address"].rstrip("/"), chosen["report_address"]
    return chosen | {"base_address": base, "report_address": f"mailto:{report}" if is_mail(report) else report}


def line_of_table(text: str, name: str) -> int:
    """The line on which the table of a tool stands; 1 where it is not found."""
    return line_at(text, text.find(f"[tool.{name}]"))


def is_mail(address: str) -> bool:
    """Whether an address is a bare mail address."""
    return bool(re.fullmatch(r"[^\s@:/<>\"]+@[^\s@:/<>\"]+", address))


def line_of(text: str, key: str) -> int:
    """The line on which a setting stands."""
    found = re.search(rf"^\s*{re.escape(key)}\s*=", text, flags=re.M)
    return line_at(text, found.start()) if found else 1


def fault_of(key: str, value: object) -> str:
    """What is wrong with a setting; empty where nothing is."""
    if key not in KNOWN:
        return f"{key}: no such setting; {', '.join(KNOWN[:-1])} and {KNOWN[-1]} are known"
    if not isinstance(value, str):
        return f"{key}: {value!r}: an address in quotation marks is wanted"
    if key == "base_address" and value and not ADDRESS.fullmatch(value.rstrip("/")):
        return f"base_address: {value!r}: an address such as 'https://example.org/site' is wanted"
    if key == "report_address" and value and not REPORT.fullmatch(value) and not is_mail(value):
        return f"report_address: {value!r}: a mail address, or the address of a page, is wanted"
    if key in KNOWN[2:] and value and not ADDRESS.fullmatch(value.rstrip("/")):
        return f"{key}: {value!r}: an address such as 'https://example.org/name' is wanted"
    return ""
