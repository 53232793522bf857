"""Makes vega-runtime.js, the drawing program of live charts, from the npm packages that package-lock.json pins.

Run by hand where a version changes, since building the site needs no npm: `python templates/static/live/make_runtime.py`.
Same lock, same bytes.
"""

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
TARGET = HERE / "vega-runtime.js"
LICENCES = HERE / "LICENCES.txt"
NAMED = ("package.json", "package-lock.json", "entry.js")
BUNDLE = (
    "entry.js", "--bundle", "--minify", "--format=iife", "--target=es2022", "--legal-comments=none", "--charset=utf8",
    "--metafile=meta.json", "--outfile=vega-runtime.js",
)  # fmt: skip


def licence_of(folder: Path) -> str:
    """The licence of a package, headed by its name, version and terms."""
    record = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    texts = sorted(path for path in folder.iterdir() if path.name.lower().startswith(("licen", "copying")))
    words = (
        texts[0].read_text(encoding="utf-8").strip() if texts else f"{record.get('license')}, by {record.get('author')}"
    )
    return f"{record['name']} {record['version']} ({record.get('license')})\n\n{words}\n"


def packages_in(folder: Path) -> list[Path]:
    """The packages whose code is in the bundle, by name."""
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    inputs = [name for out in meta["outputs"].values() for name, part in out["inputs"].items() if part["bytesInOutput"]]
    found = set()
    for path in (Path(name) for name in inputs if "node_modules" in name):
        last = len(path.parts) - path.parts[::-1].index("node_modules")
        deep = 2 if path.parts[last].startswith("@") else 1
        found.add(folder.joinpath(*path.parts[: last + deep]))
    return sorted(found)


def main() -> None:
    """Install, bundle and collect the licences in a folder that goes afterwards."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file in NAMED:
            shutil.copy(HERE / file, folder / file)
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=folder, check=True)
        subprocess.run([folder / "node_modules" / ".bin" / "esbuild", *BUNDLE], cwd=folder, check=True)
        rule = f"\n{'-' * 80}\n\n"
        LICENCES.write_text(rule.join(licence_of(package) for package in packages_in(folder)), encoding="utf-8")
        shutil.copy(folder / "vega-runtime.js", TARGET)
    print(f"{TARGET.name}: {TARGET.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
