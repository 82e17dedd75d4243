"""What a rule may cite and how it is named: H-10, H-16, S-40, X-1."""

from datetime import date

import pytest

from throughcare.rulebook import guidance
from throughcare.rulebook.confidence import Confidence

HANDBOOK_SECTIONS = [
    *(f"1.{n}" for n in range(1, 9)),
    *(f"2.{n}" for n in range(1, 8)),
    *(f"3.{n}" for n in range(1, 6)),
    *(f"4.{n}" for n in range(1, 12)),
    *(f"4.1.{n}" for n in range(1, 4)),
    "4.6.1",
    *(f"4.7.{n}" for n in range(1, 6)),
    *(f"4.9.{n}" for n in range(1, 3)),
    *(f"4.10.{n}" for n in range(1, 8)),
    *(f"4.11.{n}" for n in range(1, 6)),
    *(f"4.11.5{letter}" for letter in "abc"),
    *(f"4.6.1 {number}" for number in ("i", "ii", "iii", "iv", "v", "vi", "vii")),
    *(f"Annex {letter}" for letter in "ABCDE"),
]
ACTIONS = {1: 10, 2: 8, 3: 15, 4: 8, 5: 7, 6: 7}


@pytest.mark.parametrize("section", HANDBOOK_SECTIONS)
def test_every_numbered_section_of_the_handbook_may_be_cited(section):
    assert guidance.cite(f"HB {section}").title


@pytest.mark.parametrize(
    "ref",
    [
        *(f"ICE {objective}.{n}" for objective, last in ACTIONS.items() for n in range(1, last + 1)),
        *(f"PPO {n}" for n in range(1, 73)),
        *(f"SPOC 4 b{n}" for n in range(1, 13)),
        *(f"INT 6.1 KPI{n}" for n in range(1, 5)),
        *(f"Drugs Act 2005 s{n}" for n in (7, 9, 10, 11, 12, 13, 14, 15, 16, 17)),
        "PACE s63B",
        "PACE s63C",
    ],
)
def test_the_other_documents_may_be_cited_to_their_last_paragraph(ref):
    assert guidance.cite(ref).ref == ref


@pytest.mark.parametrize("ref", ["HB 4.1.4", "HB4.1.1", "PPO 73", "ICE 2.9", "4.1.1", "PACE s63D", ""])
def test_an_unknown_citation_is_refused_by_name(ref):
    with pytest.raises(guidance.UnknownParagraph, match=repr(ref).replace(".", r"\.")):
        guidance.cite(ref)


@pytest.mark.parametrize(
    ("ref", "words"),
    [
        ("HB 4.1.1", "Handbook 4.1.1, Identification"),
        ("HB 4.6.1 v", "Handbook 4.6.1 v, Warn, and give RA1 before release"),
        ("HB 4.1.1 fn1", "Handbook 4.1.1 footnote 1, After a negative test"),
        ("HB 4.11.5a 1", "Handbook 4.11.5a 1, In prison for no more than 1 month"),
        ("HB Annex B B1", "Handbook Annex B B1, Assess what service might be appropriate"),
        (
            "SPOC 4 b12",
            "Single point of contact guidance 4 bullet 12, Only the most recent list; expiry date",
        ),
        (
            "INT 6.1 KPI1",
            "Intensive status guidance 6.1 KPI1, 95% of adults arrested for a trigger offence tested",
        ),
        ("PPO 50", "PPO guidance 50, Case management approach"),
        ("PACE s63B", "PACE section 63B, Testing for presence of Class A drugs"),
        ("Drugs Act 2005 s9", "Drugs Act 2005 section 9, Initial assessment following testing"),
    ],
)
def test_a_citation_is_said_in_words(ref, words):
    assert guidance.in_words(ref) == words


@pytest.mark.parametrize(
    ("ref", "words"),
    [
        (
            "HB 4.1.1",
            "Handbook 4.1.1 (2010; the national programme ended October 2013; here by your area's choice)",
        ),
        ("PACE s63B", "PACE section 63B (1984; as amended by the Drugs Act 2005)"),
        (
            "PACE s63B(5B)",
            "PACE section 63B(5B) (1984; as amended by the Drugs Act 2005; not confirmed: check the text)",
        ),
        ("SI 2007/2171", "SI 2007/2171"),
        ("SI 2001/2645", "SI 2001/2645 (not confirmed: check the text)"),
    ],
)
def test_the_long_form_says_how_old_it_is_and_whether_we_are_sure(ref, words):
    assert guidance.long_form(ref) == words


@pytest.mark.parametrize(
    ("ref", "confidence"),
    [
        ("HB 4.1.1", Confidence.STATED),
        ("PACE s63B", Confidence.STATED),
        ("Drugs Act 2005 s9", Confidence.STATED),
        ("Drugs Act 2005 s15", Confidence.BACKGROUND),
    ],
)
def test_each_citation_carries_how_sure_we_are(ref, confidence):
    assert guidance.cite(ref).confidence is confidence


def test_no_document_grades_a_paragraph_it_does_not_list():
    for key, row in guidance._file().items():
        assert set(row.get("confidence", {})) <= set(row["paragraphs"]), key


@pytest.mark.parametrize(
    ("document", "day", "in_force"),
    [
        pytest.param("HB", date(2010, 3, 31), False, id="H-16 before"),
        pytest.param("HB", date(2010, 4, 1), True, id="H-16 from"),
        pytest.param("HB", date(2013, 10, 31), True, id="last day of the national programme"),
        pytest.param("HB", date(2013, 11, 1), False, id="after the national programme"),
        pytest.param("PACE", date(2026, 1, 1), True, id="no end known"),
    ],
)
def test_a_document_is_in_force_between_its_dates(document, day, in_force):
    assert guidance.documents()[document].is_in_force_on(day) is in_force


def test_every_paragraph_has_a_title_and_every_document_its_source():
    assert all(paragraph.title for paragraph in guidance.paragraphs().values())
    assert all(document.citation and document.title for document in guidance.documents().values())


@pytest.mark.parametrize(
    ("number", "document"),
    [("S-1", "SPOC"), ("H-72", "HB"), ("I-23", "ICE"), ("N-24", "INT"), ("P-48", "PPO")],
)
def test_a_requirement_number_leads_to_its_document(number, document):
    assert guidance.document_of_requirement(number).id == document


def test_a_requirement_number_of_no_document_is_refused():
    with pytest.raises(guidance.UnknownParagraph, match="'Q-1'"):
        guidance.document_of_requirement("Q-1")
