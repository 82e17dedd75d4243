"""A square code for a scanner, as rows of dark and light: what a reader types into the box of the custody desk."""

import qrcode
from qrcode.constants import ERROR_CORRECT_M


def squares(text: str) -> list[str]:
    """ "1" is dark. Empty text has no code."""
    if not text:
        return []
    code = qrcode.QRCode(border=0, error_correction=ERROR_CORRECT_M)
    code.add_data(text)
    code.make(fit=True)
    return ["".join("1" if dark else "0" for dark in row) for row in code.get_matrix()]
