"""The sections of an assessment, each a short page: its questions, what the Handbook says of them, and which apply."""

from collections.abc import Mapping
from dataclasses import dataclass

from throughcare.rulebook.facts.assessment import Outcome
from throughcare.rulebook.facts.record import FIELDS_OF, MINIMUM_OF, TITLES, Section
from throughcare.web.assessment.job import Job

HERE, CHANGED, FOLLOW_UP, WHY_ANEW, DRUG_ROWS = "here", "changed", "follow-up", "anew", 3

ORDER = (
    Section.RISK, Section.ABOUT, Section.DRUGS, Section.ALCOHOL, Section.HEALTH, Section.OFFENDING, Section.HOME,
    Section.WORK, Section.FAMILY, Section.NEEDS, Section.READINESS, Section.EXPLAINED, Section.VIEW,
)  # fmt: skip
"""After attendance; immediate risk first, because it is acted on at once."""

MINIMUM_SAYS = {
    "dependency": "Establish dependency on, or propensity to use, specified Class A drugs.",
    "would_benefit": "Whether the person might benefit from further assessment, treatment or other support.",
    "readiness": "Whether the person is ready to engage.",
    "comprehensive_needed": "Whether there is a need for a more comprehensive assessment.",
    "risk_to_self": "Determine any immediate risk to the person.",
    "risk_to_others": "Determine any immediate risk the person may present to others.",
    "urgency": "Determine the urgency for referral to other specialist agencies.",
    "other_drugs": "Determine other drug misuse problems briefly. Write “none” if there are none.",
    "diversity_needs": "Consider any needs of race, equality and diversity. Write “none” if there are none.",
    "harm_advice_given": "Give harm minimisation advice and, as appropriate, explain assistance and treatment.",
    "support_explained": "Explain the holistic support available, with wraparound services.",
}
"""The Handbook's words for each thing the assessment must cover (4.1.2)."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """One section: fields of the minimum, then of the record; both may be empty on pages with a form of their own."""

    name: str
    title: str
    minimum: tuple[str, ...] = ()
    record: tuple[str, ...] = ()

    @property
    def has_drugs(self) -> bool:
        return self.name == Section.DRUGS and bool(self.record)


def _page(section: Section, *, is_new: bool) -> Page:
    record = FIELDS_OF[section] if is_new else ()
    return Page(name=section.value, title=TITLES[section], minimum=MINIMUM_OF.get(section, ()), record=record)


WHO_CAME = Page(name=HERE, title="Is the person here?")
WHAT_CHANGED = Page(name=CHANGED, title="What changed since the record")
DECISION = Page(name=FOLLOW_UP, title="The follow-up")
A_REASON = Page(name=WHY_ANEW, title="Why a new record", record=("new_because",))
A_NEW_RECORD: Mapping[bool, tuple[Page, ...]] = {
    True: tuple(_page(section, is_new=True) for section in ORDER),
    False: tuple(page for section in ORDER if (page := _page(section, is_new=False)).minimum),
}
"""With a record at hand only the minimum is asked, and what changed."""


def pages(job: Job, *, decides: bool, outcome: Outcome | None, engaged: bool | None) -> list[Page]:
    """Those that apply, as far as it is known who came and talked."""
    if outcome is Outcome.DID_NOT_ATTEND:
        return [WHO_CAME]
    content = A_NEW_RECORD[job.record is None]
    if engaged is False:
        content = tuple(page for page in A_NEW_RECORD[False] if page.name == Section.RISK)
    elif job.record is not None:
        content = (*content, WHAT_CHANGED)
    elif job.anew:
        content = (A_REASON, *content)
    return [WHO_CAME, *content, *([DECISION] if decides else [])]
