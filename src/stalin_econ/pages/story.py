"""The story page, and the page about the site."""

from .. import addresses
from ..edition import Edition
from ..prose.chapters import Place
from ..prose.markup import CHECKED, count_words
from ..vocabulary import SITE_TITLE, STATUSES
from .figure import Shown
from .page import Page

WORDS_A_MINUTE = 230
ABOUT = (
    "Who made this site and how, what its words for certainty mean, where to report an error, and on what "
    "terms it may be used."
)
# Where the key to the marks stands among the parts of a chapter.
KEY = None


def with_key(parts: list) -> list:
    """The parts of a chapter with the key beside the first paragraph that shows a mark; the same parts where none does."""
    for i, part in enumerate(parts):
        for start in (at for at in range(len(part)) if part.startswith(CHECKED, at)) if isinstance(part, str) else ():
            inside = start + len(CHECKED)
            if 'class="mark' in part[inside : part.index("</div>", inside)]:
                return [*parts[:i], part[:inside], KEY, part[inside:], *parts[i + 1 :]]
    return parts


def story_parts(edition: Edition, figures: list[Shown]) -> list[tuple]:
    """Each chapter with its parts in order: HTML, a figure with the views that it names, once the key to the marks."""
    by_slug = {shown.figure.slug: shown for shown in figures}
    found, keyed = [], False
    for chapter in edition.chapters:
        parts = [
            (by_slug[p.figure], by_slug[p.figure].with_views(p.states)) if isinstance(p, Place) else p
            for p in chapter.parts
        ]
        parts = parts if keyed else with_key(parts)
        keyed = keyed or KEY in parts
        found.append((chapter, parts))
    return found


def reading_minutes(edition: Edition, figures: list[Shown]) -> int:
    """Minutes to read the story: the text with its notes, and the titles and captions of the figures that stand in it."""
    captions = [
        f"{shown.default.words.title} {shown.default.words.subtitle} {shown.default.words.note} {shown.default.sources}"
        for shown in figures
        if shown.figure.slug in edition.told
    ]
    words = sum(chapter.words for chapter in edition.chapters) + sum(count_words(caption) for caption in captions)
    return max(1, round(words / WORDS_A_MINUTE))


def story_page(edition: Edition, figures: list[Shown], opening: dict[str, str]) -> Page:
    """The story: the first chapter is its opening; the others with their figures, then the summary, timeline and glossary."""
    first, *others = story_parts(edition, figures)
    context = {
        "title": SITE_TITLE,
        "standfirst": edition.summary[0],
        "summary": edition.summary[1],
        "opening": opening,
        "opening_words": edition.words[edition.opening.slug] if edition.opening else None,
        "first": first,
        "others": others,
        "minutes": reading_minutes(edition, figures),
        "figures": figures,
        "terms": edition.terms,
        "used": {name: own for chapter in reversed(edition.chapters) for name, own in chapter.uses.terms.items()},
        "timeline": edition.timeline,
    }
    return Page(addresses.STORY, "story.html", context)


def about_page(figures: list[Shown]) -> Page:
    """The page about the paper, the method, and the words for how sure a number is."""
    return Page(addresses.ABOUT, "about.html", {"title": "About", "figures": figures, "statuses": STATUSES}, ABOUT)
