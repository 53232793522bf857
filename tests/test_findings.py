"""A reading that breaks a test of admission: one line, a way on, and a place on the page of its table."""

import re
import tomllib

import pytest
from damage import edited, faults, line_of, replaced

from stalin_econ import addresses
from stalin_econ.checks.findings import Finding, accepted, with_entry
from stalin_econ.faults import InputError
from stalin_econ.layout import CHANGELOG, DATA, FINDINGS
from stalin_econ.measures import accounts
from stalin_econ.pages.tables import data_pages
from stalin_econ.site import inputs

CELL, ID = "nnp_by_sector#1942-agriculture-main", "sectors-close-1942"
FINDING = Finding("herds-close-1942", "the herds leave 3", "4 was the test", ("herds#1942-cows",), ("herds#1942-cows",))


def outside(tables, more: float = 0.4) -> str:
    """A figure for agriculture that leaves less for depreciation than its test allows."""
    left = accounts.depreciation_left(tables, 1942).value - accounts.DEPRECIATION_BN[0]
    return f"{tables['nnp_by_sector'].rows[CELL]['value'] + left + more:.1f}"


@pytest.fixture(scope="module")
def from_memory(sources):
    """The sources with all that was admitted by a test from memory again, so that it is one cell alone that is read here."""
    admitted = re.compile(rb',\w+,("?check: )')
    return {
        path: admitted.sub(rb",unverified,\1", content) if path.startswith(DATA) and path.endswith(".csv") else content
        for path, content in sources.items()
    }


@pytest.fixture(scope="module")
def odd(from_memory, real_tables):
    """The sources with agriculture of 1942 read, and outside the test."""
    return edited(from_memory, CELL, figure=outside(real_tables), status="read")


@pytest.fixture(scope="module")
def kept(odd):
    return {**odd, **inputs.accepted(odd, ID, "so it is printed on p. 92")}


def test_a_reading_outside_a_test_is_one_line_with_a_way_on(odd, sources):
    (found,) = faults(odd)
    assert found.startswith(f"{line_of(sources, CELL)}: the sectors of 1942 leave ")
    assert found.endswith(
        " for depreciation; 13 to 15 was the test of admission. "
        f'If the reading is right: python build.py --accept {ID} --because "…"'
    )


def test_a_figure_from_memory_outside_a_test_is_a_fault_at_each_figure_tested(from_memory, sources, real_tables):
    found = faults(edited(from_memory, CELL, figure=outside(real_tables), status="unverified"))
    assert not any("--accept" in line for line in found)
    assert sum("figures tested together: the sectors of 1942 leave" in line for line in found) == len(found) > 5
    assert any(line.startswith(line_of(sources, CELL)) for line in found)


def test_a_test_is_accepted_with_a_reason_alone(odd):
    for reason in ("", "  ", "two\nlines", "hidden \u202e sign"):
        with pytest.raises(InputError) as error:
            inputs.accepted(odd, ID, reason)
        assert [(p.path, p.line) for p in error.value.problems] == [(FINDINGS, 1)]


def test_an_accepted_finding_is_kept_with_its_result_and_told_in_the_changelog(kept):
    entry = tomllib.loads(kept[FINDINGS].decode())["finding"][-1]
    assert entry["id"] == ID and entry["reason"] == "so it is printed on p. 92"
    assert entry["result"].startswith("the sectors of 1942 leave ")
    log = kept[CHANGELOG].decode()
    unreleased = log[log.index("## Unreleased") :].partition("\n## 1")[0]
    assert (
        f"- Finding `{ID}` accepted: {entry['result']}; 13 to 15 was the test of admission. So it is printed"
        in unreleased
    )


def test_an_accepted_finding_is_given_to_the_page_of_its_table_and_to_no_other(kept):
    pages = {page.path: page.context.get("findings") for page in data_pages(inputs.read_edition(kept), [])}
    (path,) = (path for path, found in pages.items() if found)
    assert path == addresses.table("nnp_by_sector")
    (shown,) = pages[path]
    assert shown["sentence"].startswith("The sectors of 1942 leave") and shown["reason"] == "So it is printed on p. 92."
    assert ("1942-agriculture-main", "Agriculture, 1942, main series") in shown["cells"]


def test_another_result_is_to_be_accepted_again(kept, real_tables):
    (found,) = faults(edited(kept, CELL, figure=outside(real_tables, 0.9)))
    assert "It was accepted with another result: the sectors of 1942 leave " in found and f"--accept {ID}" in found
    again = edited(kept, CELL, figure=outside(real_tables, 0.9))
    again |= inputs.accepted(again, ID, "a second look")
    assert faults(again) == []
    assert [e["id"] for e in tomllib.loads(again[FINDINGS].decode())["finding"]].count(ID) == 1


def test_a_finding_that_no_longer_arises_is_a_fault(kept, sources):
    (found,) = faults({**sources, FINDINGS: kept[FINDINGS]})
    line = kept[FINDINGS].decode().split("\n[[finding]]")[0].count("\n") + 2
    assert found == f"{FINDINGS}:{line}: finding {ID} no longer arises: delete its entry"


def test_no_file_of_findings_means_that_there_are_none(sources):
    assert faults({path: content for path, content in sources.items() if path != FINDINGS}) == []
    assert faults({**sources, FINDINGS: b""}) == []


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("finding = 3\n", 1, "a list of [[finding]]"),
        ("\n[[finding]\n", 2, "not valid TOML"),
        ('[[finding]]\nid = "a"\nresult = "b"\n', 1, "'reason' is a required property"),
        ('\n[[finding]]\nid = "a"\nresult = "b"\nreason = ""\n', 2, "reason: "),
        ('[[finding]]\nid = "A b"\nresult = "b"\nreason = "c"\n', 1, "id: "),
        ('[[finding]]\nid = "a"\nresult = "b"\nreason = "c"\nwhy = "d"\n', 1, "unknown key 'why'"),
        ('[[finding]]\nid = "a"\nresult = "b"\nreason = "c"\n\n' * 2, 6, "it stands twice"),
        ('[[claim]]\nid = "a"\n', 1, "and nothing else"),
    ],
)
def test_a_fault_of_the_file_names_its_line(text, line, words, sources):
    found = faults({**sources, FINDINGS: text.encode()})
    assert any(fault.startswith(f"{FINDINGS}:{line}: ") and words in fault for fault in found), found


def test_an_entry_goes_into_the_place_of_its_old_one():
    first = with_entry("# why\n", FINDING, "so it is printed")
    other = first + '\n[[finding]]\nid = "other"\nresult = "r"\nreason = "s"\n'
    again = with_entry(other, FINDING, 'he says "so"')
    entries = tomllib.loads(again)["finding"]
    assert [(e["id"], e["reason"]) for e in entries] == [(FINDING.id, 'he says "so"'), ("other", "s")]
    assert again.startswith("# why\n")


def test_acceptance_is_a_function_of_its_sources():
    changed = accepted({CHANGELOG: b"# Changelog\n\n## 1.0.0\n"}, FINDING, "so it is printed")
    assert set(changed) == {FINDINGS, CHANGELOG}
    line = "- Finding `herds-close-1942` accepted: the herds leave 3; 4 was the test. So it is printed.\n"
    assert line in changed[CHANGELOG].decode()


def test_a_claim_is_accepted_with_a_reason_too(sources):
    """A verdict is accepted with or without a reason; with one, the changelog says it."""
    ledger = sources["data/claims.toml"].decode()
    entry = ledger[ledger.index('id = "gdp-fell-a-third"') :].partition("[[claim]]")[0]
    verdict = entry[entry.index("\nverdict = ") + 1 :].partition("\n")[0]
    other = 'verdict = "agrees"' if "differs" in verdict else 'verdict = "differs"'
    changed = replaced(sources, "data/claims.toml", entry, entry.replace(verdict, other))
    log = inputs.accepted(changed, "gdp-fell-a-third", "the index was corrected")[CHANGELOG].decode()
    assert "Claim `gdp-fell-a-third`" in log and "The index was corrected." in log


def test_an_unknown_id_is_refused(sources):
    with pytest.raises(InputError, match="no claim 'nobody' and no finding"):
        inputs.accepted(sources, "nobody", "why not")


@pytest.mark.slow
def test_the_command_names_the_test_and_goes_on_with_a_reason(checkout, odd):
    for path in (path for path in odd if path.endswith(".csv")):
        (checkout.root / path).write_bytes(odd[path])
    out = checkout.root / "site"
    done = checkout.build()
    assert done.returncode == 1 and not out.exists()
    assert len(done.stderr.splitlines()) == 1 and f"--accept {ID} --because" in done.stderr
    done = checkout.build("--accept", ID, "--because", "so it is printed")
    assert done.returncode == 0, done.stderr
    pages = {path: path.read_text(encoding="utf-8") for path in out.rglob("*.html")}
    (showing,) = (path for path, html in pages.items() if "Tests that a reading did not pass" in html)
    assert showing == out / addresses.table("nnp_by_sector") and "So it is printed." in pages[showing]
