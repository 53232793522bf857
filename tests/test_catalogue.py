"""The catalogue, read by an RDF library; and the settings that name a repository and a persistent identifier."""

import json
import re

import pytest
import rdflib
from rdflib.namespace import DCAT, DCTERMS, PROV, RDF
from test_citation import BASE, published
from tiny_subject import TINY

from stalin_econ import addresses
from stalin_econ.faults import InputError
from stalin_econ.layout import SETTINGS, settings
from stalin_econ.site.build import build
from stalin_econ.site.verify import resolve

# The reader of JSON-LD in rdflib makes a graph of a kind that rdflib itself is about to drop.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

KEPT, CODE = "https://doi.org/10.1234/held", "https://code.example.org/held"


def with_settings(sources, **chosen):
    lines = "".join(f'{key} = "{value}"\n' for key, value in chosen.items())
    return {**sources, SETTINGS: sources[SETTINGS] + lines.encode()}


@pytest.fixture(scope="module")
def kept(tiny):
    return build(with_settings(published(tiny), repository=CODE, persistent_identifier=KEPT), TINY)


def graph_of(files, base):
    return rdflib.Graph().parse(data=files[addresses.CATALOGUE], format="json-ld", base=f"{base}/{addresses.CATALOGUE}")


def test_the_catalogue_lists_each_dataset_with_files_that_are_there(built, edition):
    base = "https://anywhere.example"
    graph = graph_of(built.files, base)
    (whole,) = graph.subjects(RDF.type, DCAT.Catalog)
    listed = set(graph.objects(whole, DCAT.dataset))
    assert listed == set(graph.subjects(RDF.type, DCAT.Dataset)) and len(listed) == len(edition.tables) + len(
        edition.figures
    )
    for one in listed:
        assert str(one).removeprefix(f"{base}/") in built.files
        files = list(graph.objects(one, DCAT.distribution))
        assert files
        for file in files:
            content = built.files[str(graph.value(file, DCAT.downloadURL)).removeprefix(f"{base}/")]
            assert graph.value(file, DCAT.byteSize).toPython() == len(content)


def test_each_dataset_says_what_it_is_from_and_what_made_it(built):
    graph = graph_of(built.files, "https://anywhere.example")
    for one in graph.subjects(RDF.type, DCAT.Dataset):
        origins = list(graph.objects(one, PROV.wasDerivedFrom))
        assert origins and all((origin, RDF.type, PROV.Entity) in graph for origin in origins)
        assert (graph.value(one, PROV.wasGeneratedBy), RDF.type, PROV.Activity) in graph


def test_with_an_address_identifiers_are_absolute_and_the_identifier_is_said(kept):
    ids = re.findall(r'"@id": "([^"]+)"', kept.files[addresses.CATALOGUE].decode())
    assert all(name.startswith("http") for name in ids) and f"{BASE}/charts/herds/" in ids
    graph = graph_of(kept.files, BASE)
    (whole,) = graph.subjects(RDF.type, DCAT.Catalog)
    assert str(graph.value(whole, DCTERMS.identifier)) == KEPT
    assert CODE in {str(used) for used in graph.objects(None, PROV.used)}


def test_the_data_index_leads_to_it(built):
    link = re.search(r'<link rel="describedby" href="([^"]+)" type="([^"]+)"', built.files[addresses.DATA].decode())
    assert (resolve(addresses.DATA, link[1])[0], link[2]) == (addresses.CATALOGUE, "application/ld+json")


def test_a_registered_identifier_is_cited(kept, tiny):
    page = kept.files[addresses.chart("herds")].decode()
    record = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])
    assert record["identifier"] == [f"{BASE}/charts/herds/", KEPT]
    assert f'<link rel="cite-as" href="{KEPT}">' in page and f"Of the whole site: {KEPT}" in page
    assert "doi.org" not in build(published(tiny), TINY).files[addresses.chart("herds")].decode()


def test_the_repository_is_linked_where_one_is_set(kept, built):
    for path in (addresses.ABOUT, addresses.chart("herds")):
        assert f'href="{CODE}"' in kept.files[path].decode()
    assert b"Source code" not in built.files[addresses.ABOUT]


@pytest.mark.parametrize("key", ["repository", "persistent_identifier"])
@pytest.mark.parametrize("value", ["example.org/held", "https://example.org/a b", "10.1234/held"])
def test_a_setting_that_is_no_address_is_named_at_its_line(tiny, key, value):
    with pytest.raises(InputError) as found:
        settings(with_settings(tiny, **{key: value}))
    (problem,) = found.value.problems
    assert key in problem.message and value in problem.message and problem.line == tiny[SETTINGS].count(b"\n") + 1
