"""What bytes are, by what they hold and never by what somebody calls them."""

from throughcare.documents.models import MediaType

PNG_BEGINS = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
PNG_ENDS = b"\x00\x00\x00\x00IEND\xaeB`\x82"
PDF_END_WITHIN = 1024


def kind_of(content: bytes) -> MediaType | None:
    """Both ends must fit, so that nothing else hides before or behind a picture."""
    if content.startswith((b"%PDF-1.", b"%PDF-2.")):
        return MediaType.PDF if b"%%EOF" in content[-PDF_END_WITHIN:] else None
    if content.startswith(PNG_BEGINS):
        return MediaType.PNG if content.endswith(PNG_ENDS) else None
    if content.startswith(b"\xff\xd8\xff"):
        return MediaType.JPEG if content.endswith(b"\xff\xd9") else None
    return None
