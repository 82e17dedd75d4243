"""Files are kept as they were given, are what they say they are, and are found out when they change."""

import stat
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from tests.documents.papers import printed
from throughcare.documents import store
from throughcare.documents.models import LARGEST, File
from throughcare.documents.store import FileDamaged, FileRefused, put, read

AT = datetime(2010, 3, 26, 3, 22, tzinfo=UTC)
PDF = b"%PDF-1.7\n...\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR....\x00\x00\x00\x00IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0....\xff\xd9"

pytestmark = pytest.mark.django_db


def on_disk(var):
    return [path for path in (var / "files").rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("content", "media_type"), [(PDF, "application/pdf"), (PNG, "image/png"), (JPEG, "image/jpeg")]
)
def test_what_is_put_is_read(content, media_type):
    file = put(content=content, media_type=media_type, at=AT)

    assert read(file=file) == content
    assert (file.media_type, file.size, file.created_at) == (media_type, len(content), AT)


def test_a_copy_of_ra1_can_be_kept():
    """H-155"""
    content = printed()

    assert read(file=put(content=content, media_type="application/pdf", at=AT)) == content


def test_the_same_bytes_are_one_file(var):
    first = put(content=PDF, media_type="application/pdf", at=AT)

    assert put(content=PDF, media_type="application/pdf", at=AT) == first
    assert File.objects.count() == len(on_disk(var)) == 1


def test_a_file_lies_under_its_digest_and_only_we_may_read_it(var):
    file = put(content=PDF, media_type="application/pdf", at=AT)

    (path,) = on_disk(var)
    assert path == var / "files" / file.sha256[:2] / file.sha256[2:4] / file.sha256
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE((var / "files").stat().st_mode) == 0o700


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"", "application/pdf"),
        (b"<html><script>alert(1)</script>", "text/html"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"),
        (b"<html>%PDF-1.7 %%EOF", "application/pdf"),
        (PNG, "application/pdf"),
        (PDF, "image/png"),
        (PDF[:9], "application/pdf"),
        (PNG + b"<script>", "image/png"),
        (JPEG + b"PK\x03\x04", "image/jpeg"),
        (b"%PDF-1.7" + b" " * LARGEST + b"%%EOF", "application/pdf"),
    ],
    ids=["empty", "html", "svg", "html as pdf", "png as pdf", "pdf as png", "cut", "png and more", "zip", "large"],
)
def test_other_kinds_are_refused_and_leave_nothing(content, media_type, var):
    with pytest.raises(FileRefused):
        put(content=content, media_type=media_type, at=AT)

    assert not File.objects.exists()
    assert not on_disk(var)


def test_a_changed_bit_is_found(var):
    file = put(content=PDF, media_type="application/pdf", at=AT)
    (path,) = on_disk(var)
    path.write_bytes(PDF.replace(b"...", b"..,"))

    with pytest.raises(FileDamaged, match=file.sha256):
        read(file=file)


def test_a_lost_file_is_found_and_mended_by_putting_it_again(var):
    file = put(content=PDF, media_type="application/pdf", at=AT)
    on_disk(var)[0].unlink()

    with pytest.raises(FileDamaged):
        read(file=file)
    put(content=PDF, media_type="application/pdf", at=AT)
    assert read(file=file) == PDF


def test_a_row_cannot_lead_out_of_the_store(var):
    (var / "secret").write_bytes(PDF)

    with pytest.raises(FileDamaged):
        read(file=File(sha256="../../secret"))


def test_a_failed_write_leaves_nothing_behind(var, monkeypatch):
    def full(descriptor):
        raise OSError("no space left")

    monkeypatch.setattr(store.os, "fsync", full)
    with pytest.raises(OSError, match="no space"):
        put(content=PDF, media_type="application/pdf", at=AT)

    assert not File.objects.exists()
    assert not on_disk(var)


@pytest.mark.parametrize("row", [{"size": 0}, {"size": LARGEST + 1}, {"media_type": "text/html"}])
def test_the_database_itself_takes_no_other_row(row):
    fields = {"sha256": "a" * 64, "media_type": "application/pdf", "size": 1, "created_at": AT}

    with pytest.raises(IntegrityError), transaction.atomic():
        File.objects.create(**{**fields, **row})


WORKBOOK = b"PK\x03\x04 cells PK\x05\x06" + b"\0" * 18


def test_a_workbook_is_kept_only_where_one_is_asked_for():
    xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    with pytest.raises(FileRefused, match="Only PDF"):
        put(content=WORKBOOK, media_type=xlsx, at=AT)
    with pytest.raises(FileRefused, match="no workbook"):
        put(content=PDF, media_type="application/pdf", at=AT, workbooks=True)
    assert read(file=put(content=WORKBOOK, media_type=xlsx, at=AT, workbooks=True)) == WORKBOOK


def test_a_file_is_let_go_of_with_its_bytes(settings):
    file = put(content=PDF, media_type="application/pdf", at=AT)

    assert store.let_go(file=file)
    assert not File.objects.exists()
    assert not on_disk(settings.VAR)
