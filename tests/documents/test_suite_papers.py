"""The handover sheet and the paper pack: H-49, H-152, S-25, invariant 8 on paper."""

import dataclasses
from datetime import UTC, datetime

from tests.documents.papers import opened, tags_of, text_of
from throughcare.documents.handover import Person, Sheet, render_handover
from throughcare.documents.pack import Blank, Pack, Place, render_pack
from throughcare.documents.squares import squares
from throughcare.rulebook.facts.assessment import Form

AT = datetime(2010, 6, 11, 5, 50, tzinfo=UTC)
SHEET = Sheet(
    suite="Castle Street custody suite", prepared_by="Meera O’Shea, 4711", prepared_at=AT, demonstration=True,
    people=[
        Person(
            cell="F1", name="Ffion Gŵyr-Jones", about="Born 9 Nov 1984", custody_number="CS/F1", test="Not taken yet",
            risk="Said she has nothing to live for. Taken by Sgt O’Rourke", needs=("Test, or record why not",),
        ),
        Person(
            cell="M2", name="Dafydd Llŷr O’Hare", about="Born 9 Nov 1984", custody_number="CS/M2", test="Positive",
            headline="Positive test, no RA1 given", needs=("Give RA1 in writing, before release",),
            done=("Required to attend, 02:40",),
        ),
    ],
    samples=["Leanne O’Keefe: laboratory result due end of Tuesday 15 June"], left=[], places="Mon 14 June 10:30",
    call=["Drug worker: 01632 960101"],
)  # fmt: skip
PLACE = Place(
    starts_at=datetime(2010, 6, 14, 9, 30, tzinfo=UTC), place="9 Station Approach", team_name="Northmoor CJIT",
    phone="01632 960101",
)  # fmt: skip
PACK = Pack(
    suite="Castle Street custody suite", from_organisation="Northmoor Police", made_at=AT, serial=1,
    blanks=[
        Blank(number="00001-01-6", form=Form.RA1, place=PLACE), Blank(number="00001-02-4", form=Form.RA1),
        Blank(number="00001-03-2", form=Form.RA2),
    ],
    call=[("When no drug worker is here", "Mondays 09:00 to 12:00 at 9 Station Approach.\nRing 01632 960101.")],
    team_name="Northmoor CJIT", phone="01632 960101",
)  # fmt: skip


def test_the_sheet_says_the_risks_first_and_names_who_has_them():
    """H-49: the risk goes with the suite to the next shift."""
    text = text_of(render_handover(sheet=SHEET))

    assert text.index("Immediate risk: act now") < text.index("Who is here")
    assert "Cell F1, Ffion Gŵyr-Jones: Said she has nothing to live for. Taken by Sgt O’Rourke" in text
    assert "Prepared Friday 11 June 2010, 06:50 by Meera O’Shea, 4711" in text


def test_the_sheet_says_what_each_needs_and_what_waits():
    text = text_of(render_handover(sheet=SHEET))

    assert "Positive test, no RA1 given" in text
    assert "Give RA1 in writing, before release" in text
    assert "laboratory result due end of Tuesday 15 June" in text
    assert "Taken over by" in text
    assert len(opened(render_handover(sheet=SHEET)).pages) == 1


def test_an_empty_suite_has_a_sheet_too():
    text = text_of(render_handover(sheet=dataclasses.replace(SHEET, people=[], samples=[])))

    assert "No immediate risk is open." in text
    assert "Nobody is in the suite." in text


def test_a_full_suite_takes_the_pages_it_needs():
    many = [dataclasses.replace(SHEET.people[1], cell=f"M{number}") for number in range(30)]

    assert len(opened(render_handover(sheet=dataclasses.replace(SHEET, people=many))).pages) > 1


def test_each_number_of_a_pack_is_a_page_of_its_own():
    content = render_pack(pack=PACK)

    pages = [page.extract_text() for page in opened(content).pages]
    assert len(pages) == 1 + len(PACK.blanks)
    for blank, page in zip(PACK.blanks, pages[1:], strict=True):
        assert blank.number in page


def test_a_place_stands_on_its_own_sheet_and_on_no_other():
    """H-152: time, date and place; the first sheet lists them for the desk."""
    pages = [" ".join(page.extract_text().split()) for page in opened(render_pack(pack=PACK)).pages]

    assert ["Monday 14 June 2010" in page for page in pages] == [True, True, False, False]
    assert "you may be prosecuted" in pages[1]
    assert "Ring before" in pages[1]


def test_the_first_sheet_says_whom_to_call():
    """S-25: exactly when and where."""
    first = " ".join(opened(render_pack(pack=PACK)).pages[0].extract_text().split())

    assert "Mondays 09:00 to 12:00 at 9 Station Approach. Ring 01632 960101." in first
    assert "Release is never delayed" in first


def test_without_a_free_place_the_first_sheet_says_so():
    bare = dataclasses.replace(PACK, blanks=PACK.blanks[1:])

    assert "No place was free." in text_of(render_pack(pack=bare))


def test_both_are_tagged_and_the_same_bytes_for_the_same_data():
    for content, again in ((render_pack(pack=PACK), render_pack(pack=PACK)),
                           (render_handover(sheet=SHEET), render_handover(sheet=SHEET))):  # fmt: skip
        assert content == again
        assert opened(content).trailer["/Root"]["/MarkInfo"]["/Marked"]
        assert "/TH" in [role for role, _ in tags_of(content)]


def test_a_pack_is_no_legal_notice_until_its_words_are_approved():
    approved = dataclasses.replace(PACK, approved=True, demonstration=False)

    assert "NOT A LEGAL NOTICE" in text_of(render_pack(pack=PACK))
    assert "NOT A LEGAL NOTICE" not in text_of(render_pack(pack=approved))


def test_the_square_code_is_square_and_says_one_thing():
    rows = squares("CS/2010/03317")

    assert {len(row) for row in rows} == {len(rows)}
    assert rows == squares("CS/2010/03317") != squares("CS/2010/03318")
    assert squares("") == []
