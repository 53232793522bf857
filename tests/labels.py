"""What is wrong with the words of a drawing, as a browser lays them out; also a tool: python tests/labels.py FILE.svg …

Words may not be small, stand on other words, on a line or across the edge of a fill, leave the drawing, or stand nearer
to another mark than to their own. Boxes are those of the ink: from the height of the capitals to the base line.
"""

import sys
from pathlib import Path

FACES = Path(__file__).resolve().parent.parent / "templates/static/fonts"
LEAST = 12  # px

PROBE = """(svg) => {
  const frame = svg.getBoundingClientRect(), faults = [], cells = [], texts = [];
  const shown = e => { const s = getComputedStyle(e); return s.visibility !== 'hidden' && s.display !== 'none'; };
  const painted = v => v && v !== 'none' && v !== 'transparent' && v !== 'rgba(0, 0, 0, 0)';
  const gap = (a, b) => Math.hypot(Math.max(0, b.l - a.r, a.l - b.r), Math.max(0, b.t - a.b, a.t - b.b));
  const over = (a, b, m) => Math.min(a.r, b.r) - Math.max(a.l, b.l) > m && Math.min(a.b, b.b) - Math.max(a.t, b.t) > m;
  for (const text of svg.querySelectorAll('text')) {
    if (!text.textContent.trim() || !shown(text)) continue;
    const scale = frame.width / svg.viewBox.baseVal.width, size = parseFloat(getComputedStyle(text).fontSize) * scale;
    const spans = text.querySelectorAll('tspan');
    for (const part of spans.length ? spans : [text]) {
      const box = part.getBoundingClientRect(), base = box.top + (box.height + 0.5 * size) / 2;
      texts.push({words: part.textContent, size, own: text.dataset.for, l: box.left, r: box.right, t: base - 0.62 * size, b: base - 0.02 * size});
    }
  }
  for (const t of texts) {
    if (t.size < LEAST) faults.push(`small: ${t.words} (${t.size.toFixed(1)})`);
    if (t.l < frame.left - 1 || t.r > frame.right + 1 || t.t < frame.top - 1 || t.b > frame.bottom + 1) faults.push(`outside: ${t.words}`);
  }
  texts.forEach((a, i) => texts.slice(i + 1).forEach(b => { if (over(a, b, 0.5)) faults.push(`on other words: ${a.words} | ${b.words}`); }));
  for (const mark of svg.querySelectorAll('path, line, rect, circle')) {
    if (mark.closest('defs, pattern') || !shown(mark)) continue;
    const style = getComputedStyle(mark), matrix = mark.getScreenCTM(), box = mark.getBoundingClientRect();
    const b = {l: box.left, r: box.right, t: box.top, b: box.bottom};
    if (mark.dataset.cell) cells.push({key: mark.dataset.cell, ...b});
    const fill = painted(style.fill), line = painted(style.stroke) && parseFloat(style.strokeWidth) > 0;
    const paper = style.fill === getComputedStyle(document.documentElement).getPropertyValue('--paper-seen');
    if (fill && mark.tagName !== 'line' && box.width > 1 && box.height > 1 && !paper) {
      for (const t of texts) {
        const inside = b.l <= t.l + 0.6 && b.r >= t.r - 0.6 && b.t <= t.t + 0.6 && b.b >= t.b - 0.6;
        if (over(t, b, 0.8) && !inside) faults.push(`cut by the edge of a fill: ${t.words} (${mark.dataset.cell || style.fill})`);
      }
    }
    if (line) {
      const length = mark.getTotalLength(), steps = Math.max(4, Math.ceil(length / 2));
      for (let k = 0; k <= steps; k++) {
        const p = mark.getPointAtLength(length * k / steps).matrixTransform(matrix), at = {l: p.x, r: p.x, t: p.y, b: p.y};
        for (const t of texts) if (at.l > t.l + 0.2 && at.l < t.r - 0.2 && at.t > t.t + 0.2 && at.t < t.b - 0.2)
          faults.push(`struck by a line: ${t.words} (${mark.dataset.cell || mark.dataset.line || style.stroke})`);
      }
    }
  }
  for (const t of texts.filter(t => t.own)) {
    const own = cells.filter(c => c.key === t.own).map(c => gap(t, c)), others = cells.filter(c => c.key !== t.own).map(c => gap(t, c));
    if (!own.length) faults.push(`no mark ${t.own}: ${t.words}`);
    else if (Math.min(...own) > Math.min(Infinity, ...others) + 0.5) faults.push(`nearer to another mark: ${t.words} of ${t.own}`);
  }
  return [...new Set(faults)];
}""".replace("LEAST", str(LEAST))


def faults_of(page, svg) -> list[str]:
    """Faults of the words of one drawing; `svg` is a locator on a Playwright page."""
    return page.evaluate(PROBE, svg.element_handle())


def main() -> None:
    import get_browser
    from playwright.sync_api import sync_playwright

    from stalin_econ import theme

    faces = "".join(
        f"@font-face{{font-family:'{theme.SANS}';font-weight:{weight};src:url({(FACES / f'ttf/wartime-sans-{name}.ttf').as_uri()})}}"
        for name, weight in (("regular", 400), ("semibold", 600))
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=get_browser.find(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1000, "height": 1200})
        for name in sys.argv[1:]:
            svg = Path(name).read_text(encoding="utf-8")
            width = svg.split('viewBox="0 0 ')[1].split()[0]
            html = Path(name).with_suffix(".check.html")
            html.write_text(
                f"<!doctype html><meta charset=utf-8><style>{faces}{theme.tokens_css()}body{{margin:20px;width:{width}px}}"
                f"text{{font-family:'{theme.SANS}'}}</style>{svg}",
                encoding="utf-8",
            )
            page.goto(html.as_uri())
            page.evaluate("document.fonts.ready")
            print(Path(name).stem, *faults_of(page, page.locator("svg").first), sep="\n   ")
        browser.close()


if __name__ == "__main__":
    main()
