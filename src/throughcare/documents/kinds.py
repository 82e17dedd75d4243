"""What bytes are, by what they hold and never by what somebody calls them."""

from throughcare.documents.models import MediaType

PNG_BEGINS = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
PNG_ENDS = b"\x00\x00\x00\x00IEND\xaeB`\x82"
PDF_END_WITHIN = 1024
PACKED_END, PACKED_END_WITHIN = b"PK\x05\x06", 66_000


def kind_of(content: bytes) -> MediaType | None:
    """Both ends must fit, so that nothing else hides before or behind a picture."""
    if content.startswith((b"%PDF-1.", b"%PDF-2.")):
        return MediaType.PDF if b"%%EOF" in content[-PDF_END_WITHIN:] else None
    if content.startswith(PNG_BEGINS):
        return MediaType.PNG if content.endswith(PNG_ENDS) else None
    if content.startswith(b"\xff\xd8\xff"):
        return MediaType.JPEG if content.endswith(b"\xff\xd9") else None
    return _workbook(content)


def _workbook(content: bytes) -> MediaType | None:
    """A packed one must have its end; anything without a zero byte may be lines of text, as CSV."""
    if content.startswith(b"PK\x03\x04"):
        if PACKED_END not in content[-PACKED_END_WITHIN:]:
            return None
        return MediaType.ODS if b"opendocument.spreadsheet" in content[:100] else MediaType.XLSX
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return MediaType.XLS
    is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    return MediaType.CSV if content.strip() and (is_wide or b"\x00" not in content) else None
