"""The story page, and the page about the site."""

from .. import addresses
from ..edition import Edition
from ..prose.chapters import Place
from ..vocabulary import STATUSES, VERDICTS
from .figure import Shown
from .page import SITE_TITLE, Page

WORDS_A_MINUTE = 230


def story_parts(edition: Edition, figures: list[Shown]) -> list[tuple]:
    """Each chapter with its parts in order: HTML, or a figure with the views that stand in the story."""
    by_slug = {shown.figure.slug: shown for shown in figures}
    return [
        (chapter, [(by_slug[p.figure], by_slug[p.figure].with_views(p.states)) if isinstance(p, Place) else p for p in chapter.parts])
        for chapter in edition.chapters
    ]


def story_page(edition: Edition, figures: list[Shown], opening: dict[str, str]) -> Page:
    """The story: chapters with their figures, between the opening and the glossary."""
    words = sum(chapter.words for chapter in edition.chapters)
    context = {
        "title": SITE_TITLE,
        "standfirst": edition.summary[0],
        "summary": edition.summary[1],
        "opening": opening,
        "opening_words": edition.words[edition.opening.slug] if edition.opening else None,
        "chapters": story_parts(edition, figures),
        "minutes": round(words / WORDS_A_MINUTE),
        "figures": figures,
        "terms": edition.terms,
        "timeline": edition.timeline,
        "claims_total": len(edition.claims),
        "claims_tested": sum(claim.verdict not in ("not-checked", "judgement") for claim in edition.claims),
    }
    return Page(addresses.STORY, "story.html", context)


def about_page(edition: Edition, figures: list[Shown]) -> Page:
    """The page about the paper, the method, and the words for how sure a number is."""
    by_verdict = {verdict: sum(c.verdict == verdict for c in edition.claims) for verdict in VERDICTS}
    return Page(
        addresses.ABOUT,
        "about.html",
        {"title": "About", "by_verdict": by_verdict, "figures": figures, "statuses": STATUSES},
    )
