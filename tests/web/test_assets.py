"""The built assets hold nothing that is licensed for GOV.UK alone, and no address."""

import re

from tools import assets

SHEET = (
    "@font-face{font-family:GDS Transport;src:url(/assets/fonts/light.woff2)}"
    ".a{font-family:GDS Transport,arial,sans-serif}"
    ".b{background-image:url(/assets/images/govuk-crest.svg)}\n/*# sourceMappingURL=a.css.map */"
)


def test_font_crest_and_source_map_are_taken_out():
    assert assets.stylesheet(SHEET) == '.a{font-family:"Noto Sans",arial,sans-serif}.b{background-image:none}\n'


def test_what_is_built_is_clean():
    css = (assets.OUT / "govuk-frontend.css").read_text(encoding="utf-8")
    js = (assets.OUT / "govuk-frontend.js").read_text(encoding="utf-8")

    assert not re.search(r"GDS Transport|@font-face|url\(|sourceMappingURL", css)
    assert "sourceMappingURL" not in js
    assert (assets.OUT / "fonts/NotoSans_400Regular.ttf").is_file()
    assert (assets.OUT / "fonts/NotoSans_700Bold.ttf").is_file()
