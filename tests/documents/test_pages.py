"""Pages that a screen reader can read, that are the same each time, and that no name can break."""

import dataclasses

import pytest

from tests.documents.papers import BAND, FIRST, FORMS, a_notice, opened, printed, tags_of, text_of
from throughcare.documents import typesetting
from throughcare.documents.letters import printable
from throughcare.documents.typesetting import TEMPLATES, FontMissing, NotTypeset, typeset
from throughcare.rulebook.facts.assessment import Form

HOSTILE = [
    "*b* _i_ #panic() $x$ `raw` <label> @ref",
    "#import \"/base.typ\": *",
    "= Heading\n- item\n+ one",
    "\\u{41} // comment /* more */ ~ --- '\"",
    "{\"name\": \"x\"}",
]  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_a_notice_is_tagged_titled_and_in_english(form):
    catalogue = opened(printed(form)).trailer["/Root"]
    metadata = catalogue["/Metadata"].get_data().decode()

    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "en-GB"
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    assert opened(printed(form)).metadata.title.startswith(f"{form}: You")
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata


def test_the_title_of_the_file_names_nobody():
    assert "Dafydd" not in opened(printed()).metadata.title


@pytest.mark.parametrize("form", FORMS)
def test_headings_step_down_by_one_and_there_is_one_first(form):
    roles = [role for role, _ in tags_of(printed(form))]

    levels = [int(role[2:]) for role in roles if role in {"/H1", "/H2", "/H3"}]
    assert levels[0] == 1
    assert set(levels[1:]) == {2}


def test_table_heads_say_that_they_head_a_column():
    heads = [attributes for role, attributes in tags_of(printed()) if role == "/TH"]

    assert len(heads) == 3
    assert all("/Column" in str(attributes) for attributes in heads)


def test_lists_are_lists():
    assert [role for role, _ in tags_of(printed())].count("/LI") == 4


def test_a_page_is_a4():
    box = opened(printed()).pages[0].mediabox

    assert (round(box.width), round(box.height)) == (595, 842)


def test_only_our_font_is_used_and_it_is_in_the_file():
    fonts = opened(printed()).pages[0]["/Resources"]["/Font"].values()

    assert {font.get_object()["/BaseFont"].split("+")[1] for font in fonts} == {"NotoSans-Regular", "NotoSans-Bold"}


def test_the_same_data_give_the_same_bytes_and_other_data_do_not():
    assert printed() == printed()
    assert printed() != printed(full_name="Carŷs O’Shea-Ŵyn")


def test_a_kept_compiler_gives_what_a_new_one_gives():
    kept = printed()
    typesetting._compiler.cache_clear()

    assert printed() == kept


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_in_a_name_is_read_as_markup(text):
    content = printed(full_name=text, appointment=dataclasses.replace(FIRST, place=text, ask_for=text))

    assert " ".join(text.split()) in text_of(content)
    assert len(opened(content).pages) == 1


@pytest.mark.parametrize("name", ["Llŷr D’Arcy-Hughes", "Łukasz Żółć", "Nguyễn Văn Ánh", "Ngozi Àbà", "Ελένη", "Юрий"])
def test_names_are_printed_as_they_are_written(name):
    assert name in text_of(printed(full_name=name))


def test_letters_that_our_font_lacks_leave_a_gap_to_be_filled_in_by_hand():
    assert "To ____ Lee" in text_of(printed(full_name="李小龍 Lee"))


def test_invisible_letters_cannot_turn_a_line_round(settings):
    font = settings.ASSETS / "fonts" / typesetting.REGULAR

    assert printable("Da\u202efydd\u200b\x07 \ud800O", font=font) == "Dafydd O"
    assert printable("y\u0302", font=font) == "ŷ"


def test_very_long_names_and_places_still_fit_one_page():
    long_name = "Maximiliana-Theodosia Anastasia Llanfairpwllgwyngyll-D’Arcy-Hughes van der Westhuizen"
    place = "The Old Temperance Hall and Community Health Partnership Building, rooms 14 to 17, behind the market"

    content = printed(full_name=long_name, appointment=dataclasses.replace(FIRST, place=place, ask_for=long_name))

    assert len(opened(content).pages) == 1


def test_what_cannot_fit_goes_on_a_second_page_that_names_the_paper_and_repeats_the_band():
    content = printed(appointment=dataclasses.replace(FIRST, how_to_get_there="Then go on along the river. " * 40))
    second = opened(content).pages[1].extract_text()

    assert len(opened(content).pages) == 2
    assert "RA1, Dafydd Llŷr O’Hare" in second
    assert second.count(BAND) == 3
    assert "Page 2 of 2" in second


def test_without_our_font_nothing_is_printed(settings, tmp_path):
    settings.ASSETS = tmp_path
    typesetting._compiler.cache_clear()

    with pytest.raises((FontMissing, FileNotFoundError)):
        printed()


def test_a_page_that_fails_says_which_template_and_not_what_stood_in_it():
    with pytest.raises(NotTypeset) as failed:
        typeset(template="ra1.typ", page={"name": "Dafydd"}, at=a_notice(Form.RA1).given_at)

    assert "ra1.typ" in str(failed.value)
    assert "Dafydd" not in str(failed.value)
    assert failed.value.__suppress_context__


def test_templates_fetch_nothing():
    assert not [path.name for path in TEMPLATES.glob("*.typ") if "@preview" in path.read_text()]
