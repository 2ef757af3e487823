"""What a worker keeps of a report: only whole contents, only for a while."""

import hashlib

import pytest

from reportgen.automate.batches.bundle import Bundle, Piece
from reportgen.automate.batches.engines.dask_worker import BundleGoneError, Cellar


def digest_of(data):
    return hashlib.sha256(data).hexdigest()


def bundle_of(*texts):
    pieces = tuple(Piece(f"文件夹/{text}.md", digest_of(text.encode())) for text in texts)
    return Bundle("", "稿", pieces, (), ())


def given(cellar, *texts):
    bundle = bundle_of(*texts)
    for text in texts:
        data = text.encode()
        cellar.receive(digest_of(data), data, is_first=True, is_last=True)
    cellar.lay(bundle)
    return bundle


@pytest.fixture
def cellar(tmp_path):
    return Cellar(tmp_path)


def test_a_content_comes_in_parts_and_is_there_when_it_is_whole(cellar):
    digest = digest_of("甲乙".encode())
    assert cellar.lacks([digest]) == [digest]
    cellar.receive(digest, "甲".encode(), is_first=True, is_last=False)
    assert cellar.lacks([digest]) == [digest]
    cellar.receive(digest, "乙".encode(), is_first=False, is_last=True)
    assert cellar.lacks([digest]) == []


def test_a_content_that_is_not_what_it_says_is_refused(cellar):
    with pytest.raises(ValueError, match="≠"):
        cellar.receive(digest_of(b"a"), b"b", is_first=True, is_last=True)
    with pytest.raises(ValueError, match=r"\.\./x"):
        cellar.receive("../x", b"b", is_first=True, is_last=True)
    assert [path.name for path in cellar.folder.rglob("*")] == ["contents"]


def test_a_bundle_is_laid_out_of_contents_that_others_may_share(cellar):
    first, second = given(cellar, "甲", "乙"), given(cellar, "乙", "丙")
    _, place = cellar.open(first.digest)
    assert (place / "文件夹" / "甲.md").read_text("utf-8") == "甲"
    cellar.drop(first.digest)
    assert cellar.lacks(second.digests) == []
    assert cellar.lacks(first.digests) == [digest_of("甲".encode())]
    with pytest.raises(BundleGoneError):
        cellar.open(first.digest)


def test_the_least_lately_used_bundle_makes_room(cellar):
    bundles = [given(cellar, f"稿{number}") for number in range(4)]
    cellar.open(bundles[0].digest)
    given(cellar, "稿4")
    with pytest.raises(BundleGoneError):
        cellar.open(bundles[1].digest)
    cellar.open(bundles[0].digest)


def test_what_nobody_asks_for_any_more_is_forgotten(cellar):
    bundle = given(cellar, "甲")
    cellar.drop_idle(60)
    cellar.open(bundle.digest)
    cellar.drop_idle(-1)
    assert cellar.is_empty
    assert [path.name for path in cellar.folder.rglob("*")] == ["contents"]


def test_nobody_else_can_look_into_the_folder(cellar):
    assert cellar.folder.stat().st_mode & 0o077 == 0
