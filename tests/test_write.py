"""A folder is written whole or not at all, and what no build made is left alone."""

import pytest

from stalin_econ.faults import InputError
from stalin_econ.site.write import MARKER, differences, marker, write


def marked(**files: bytes) -> dict[str, bytes]:
    """Files with the marker that names them."""
    named = {name.replace("_", "."): content for name, content in files.items()}
    return {**named, MARKER: marker(named)}


def test_a_folder_that_no_build_made_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("keep", encoding="utf-8")
    with pytest.raises(InputError, match="left alone"):
        write({"index.html": b"x"}, tmp_path)
    assert (tmp_path / "mine.txt").read_text(encoding="utf-8") == "keep"


def test_writing_replaces_the_whole_folder(tmp_path):
    folder = tmp_path / "site"
    write(marked(old_html=b"1", b_html=b"1"), folder)
    write(marked(b_html=b"2"), folder)
    assert {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()} == {MARKER, "b.html"}
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_differences_are_named(tmp_path):
    folder = tmp_path / "site"
    write({MARKER: b"", "same.html": b"1", "changed.html": b"1", "gone.html": b"1"}, folder)
    found = differences({MARKER: b"", "same.html": b"1", "changed.html": b"2", "new.html": b"1"}, folder)
    assert found == ["changed.html: differs", "gone.html: not made by the build", "new.html: missing"]


def test_a_file_that_somebody_put_into_the_site_is_left_alone(tmp_path):
    folder = tmp_path / "site"
    write(marked(index_html=b"1"), folder)
    (folder / "mine.txt").write_text("keep", encoding="utf-8")
    with pytest.raises(InputError, match=r"mine\.txt.*delete it"):
        write(marked(index_html=b"1"), folder)
    assert (folder / "mine.txt").exists()


def test_the_old_site_is_back_if_the_new_one_cannot_be_put_there(tmp_path, monkeypatch):
    """A swap that fails half-way leaves the published site as it was."""
    folder = tmp_path / "site"
    write(marked(index_html=b"old"), folder)
    rename = type(folder).rename

    def broken(path, target):
        if path.name == "new":
            raise OSError(28, "No space left on device")
        return rename(path, target)

    monkeypatch.setattr(type(folder), "rename", broken)
    with pytest.raises(InputError, match="cannot be written"):
        write(marked(index_html=b"new"), folder)
    assert (folder / "index.html").read_bytes() == b"old"
