"""What a page shows while it loads: letters of the first faces, and nothing that jumps when they come."""

import io
import re
import shutil
import subprocess
from html import unescape

import pytest
from fontTools.ttLib import TTFont

from stalin_econ import addresses
from stalin_econ.charts import FIGURES

CHARTS = [addresses.chart(figure.slug) for figure in FIGURES]
FIRST_FACES = re.compile(r"wartime-(serif-regular|serif-italic|sans)\.\w+\.woff2")
# A line on which a page is seen before its fonts: bytes a second, and milliseconds there and back.
LINE = {"offline": False, "latency": 100, "downloadThroughput": 600_000, "uploadThroughput": 90_000}
SHIFTS = """new PerformanceObserver(list => {
  for (const entry of list.getEntries()) window.shifted = (window.shifted || 0) + entry.value;
}).observe({ type: "layout-shift", buffered: true })"""
# What had moved two pictures after the fonts were there.
SETTLED = """async () => {
  await document.fonts.ready;
  for (let picture = 0; picture < 2; picture++) await new Promise(done => requestAnimationFrame(done));
  return window.shifted || 0;
}"""


def letters(html: str) -> set[str]:
    """The letters that a page shows."""
    body = re.sub(r"<(script|style|title).*?</\1>", "", html.partition("<body")[2], flags=re.S)
    return {letter for letter in unescape(re.sub(r"<[^>]+>", "", body)) if letter >= " "}


def test_letters_of_story_and_charts_are_in_the_first_faces(built):
    """A letter beyond them is shown all the same, from a file more: run cut_faces.py with it to spare readers that."""
    faces = [TTFont(io.BytesIO(content)) for path, content in built.files.items() if FIRST_FACES.search(path)]
    assert len(faces) == 3
    known = {chr(code) for face in faces for code in face.getBestCmap()}
    for path in (addresses.STORY, *CHARTS):
        assert sorted(letters(built.files[path].decode()) - known) == [], path


def stand_in() -> bool:
    """Whether this machine has a font that stands in for those of the site, as those of readers do."""
    listed = shutil.which("fc-list")
    return listed is None or b"Liberation" in subprocess.run([listed], capture_output=True).stdout


@pytest.mark.skipif(not stand_in(), reason="no font of this machine is as wide as those of the site")
@pytest.mark.parametrize("path", [addresses.STORY, *CHARTS])
@pytest.mark.parametrize(("width", "height"), [(360, 740), (1280, 800)])
def test_nothing_moves_in_the_browser_while_the_fonts_arrive(browser, server, path, width, height):
    """A word may slip by a px or two along its line; no line breaks otherwise, so that nothing below it jumps."""
    context = browser.new_context(viewport={"width": width, "height": height})
    page, fonts = context.new_page(), []
    page.add_init_script(SHIFTS)
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", LINE)
    page.on("response", lambda answer: fonts.append(answer.url) if answer.url.endswith(".woff2") else None)
    page.goto(f"{server}/{path}")
    moved = page.evaluate(SETTLED)
    context.close()
    assert fonts and all(FIRST_FACES.search(url) for url in fonts)
    assert moved < 0.0025
