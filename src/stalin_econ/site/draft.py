"""The site of an edition before it is whole, for the one who edits it: a page is made when somebody asks for it.

Reading, checking and drawing are done; what is taken away, the search, and faults that only finished pages show wait for
the whole build.
"""

from ..exports.files import Files, files_of
from ..layout import Sources
from .build import frozen_of
from .inputs import read_edition
from .render import published, staged
from .subject import SUBJECT, Subject


class Draft:
    """Pages of an edition, each made once, and what they load."""

    def __init__(self, sources: Sources, subject: Subject = SUBJECT):
        """InputError with the faults of the sources that show before a page is made."""
        edition = read_edition(sources, subject)
        self.stage = staged(sources, edition)
        self.pages = {page.path: page for page in self.stage.pages}
        thumbnails = (shown.thumbnail for shown in self.stage.made.figures)
        self.files: Files = self.stage.loaded | files_of(thumbnails) | frozen_of(edition)

    def get(self, path: str) -> bytes | None:
        """A page, or a file that pages load; None for what only the whole site has. InputError where a page cannot be made."""
        if path in self.pages and path not in self.files:
            self.files |= published([self.pages[path]], self.stage)
        return self.files.get(path)
