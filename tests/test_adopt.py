"""A release is made whole or not at all: killed or failing at each file operation, and what the next build makes of it."""

import subprocess
import sys

# A release of a small folder, with a process killed, or an operation failing, before each file operation in turn.
TRIALS = """
import os, sys
from pathlib import Path
from stalin_econ.data.releases import SUMS, digest, read_releases, sums
from stalin_econ.faults import InputError
from stalin_econ.layout import CHANGELOG, CITATION, RELEASES, SETTINGS, read_sources
from stalin_econ.site import swap
from stalin_econ.site.adopt import completed, publish
from stalin_econ.site.write import MARKER, differences, marker, read_folder, write

top = Path(sys.argv[1])
NAMES = ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.scandir", "os.listdir", "exchange")
state, SURVIVED = {"left": None}, 4
FROZEN = {"charts/a.html": b"frozen"}
FROZEN[SUMS] = sums(FROZEN)
LIST = f'[[release]]\\nversion = "1.1.0"\\ndate = "2026-02-28"\\nsum = "{digest(FROZEN[SUMS])}"\\n'

def marked(files):
    return {**files, MARKER: marker(files)}

OLD = marked({"index.html": b"old"})
NEW = marked({"index.html": b"new", **{f"v/1.1.0/{path}": content for path, content in FROZEN.items()}})
BEFORE = {CHANGELOG: b"## Unreleased", SETTINGS: b'version = "1.0.0"', CITATION: b"version: 1.0.0"}
AFTER = {CHANGELOG: b"## 1.1.0", SETTINGS: b'version = "1.1.0"', CITATION: b"version: 1.1.0", RELEASES: LIST.encode()}

def hook(event, arguments):
    if state["left"] is None or event not in NAMES or (event == "open" and "/proc" in str(arguments[0])):
        return
    state["left"] -= 1
    if state["left"] == 0:
        state["left"] = None
        if mode == "kill":
            os._exit(9)
        raise OSError(28, "No space left on device")

def exchanged(one, other, real=swap.exchange):
    hook("exchange", ())
    return exchanges and real(one, other)

swap.exchange = exchanged
os.fsync = lambda held: None  # no power fails here, and it takes long
sys.addaudithook(hook)

def trial(root, number):
    state["left"] = number
    try:
        publish(root, "1.1.0", AFTER, lambda: write(NEW, root / "site"))
        end = 0 if state["left"] else SURVIVED
    except InputError as error:
        end = 2 if "cannot be written" in str(error) else 1
    state["left"] = None
    return end

def next_build(root):
    with completed(root) as told, swap.settled(root / "site"):
        read_releases(read_sources(root))
        return told, {path.name for path in root.iterdir()}

for mode, exchanges in (("kill", True), ("kill", False), ("full", True)):
    number, ends, wholes = 0, [], 0
    while True:
        number += 1
        root = top / mode / str(exchanges) / str(number)
        write(OLD, root / "site")
        (root / "data").mkdir()
        for path, content in BEFORE.items():
            (root / path).write_bytes(content)
        if mode == "kill" and not (child := os.fork()):
            os._exit(trial(root, number))
        end = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) if mode == "kill" else trial(root, number)
        ends.append(end)
        told, names = next_build(root)
        whole = not differences(NEW, root / "site")
        wholes += whole
        now = {path: (root / path).read_bytes() for path in AFTER if (root / path).exists()}
        assert whole or not differences(OLD, root / "site"), (number, "the site is neither")
        assert now == (AFTER if whole else BEFORE), (number, whole, now)
        assert len(told) <= 1 and all("1.1.0 was broken off" in line for line in told), told
        assert not told or ("now say so" in told[0]) == whole, (number, told)
        assert not any(name.startswith(".release") for name in names), (number, names)
        assert end in (0, 2, 4, 9), number
        if not whole:
            assert trial(root, 10_000) == 0, number
        write(NEW, root / "site")
        assert {path.name for path in root.iterdir()} == {"site", "data", CHANGELOG, SETTINGS, CITATION}, number
        assert next_build(root)[0] == []
        if end == 0:
            break
    print(mode, number, ends.count(9), ends.count(2) + ends.count(SURVIVED), wholes)
"""


def test_a_release_that_dies_or_fails_anywhere_is_whole_or_was_never_made(tmp_path):
    """Site and inputs as before, or both of the release; the next build says which, and leaves nothing behind."""
    done = subprocess.run([sys.executable, "-c", TRIALS, str(tmp_path)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    for line in done.stdout.splitlines():
        mode, (tried, killed, told, whole) = line.split()[0], map(int, line.split()[1:])
        assert killed + told == tried - 1 > 40 and 1 < whole < tried - 20, line
        assert killed == (tried - 1 if mode == "kill" else 0), line
    assert len(done.stdout.splitlines()) == 3
