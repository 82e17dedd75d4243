"""DT1 of one test, from the record: the same entries always give the same paper."""

from collections.abc import Iterator
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from throughcare.documents.approval import approval_of_dt1
from throughcare.documents.dt1 import DT1, Line, moment, render_dt1
from throughcare.organisations.models import Organisation
from throughcare.rulebook.calendar import local_day
from throughcare.rulebook.facts.assessment import AppointmentMade
from throughcare.rulebook.facts.custody import (
    Arrested,
    AssessmentRequired,
    Charged,
    DrugTested,
    ForLaboratory,
    LaboratoryReturned,
    RequirementNotImposed,
    SampleServesCharge,
    SentToLaboratory,
    TestAuthorised,
)
from throughcare.rulebook.history import AnyRecorded, History, Recorded
from throughcare.rulebook.spells import terms
from throughcare.web.desks import CUSTODY_DESK, desk
from throughcare.web.person.page import Record, open_record
from throughcare.web.testing.offences import looked
from throughcare.web.testing.stage import name_of

Test = Recorded[DrugTested]


@desk(CUSTODY_DESK)
def dt1(request: HttpRequest, reference: str, test: UUID) -> HttpResponse:
    """For the custody record, the team and the court. The name of the file says nothing about anybody."""
    opened = open_record(request, reference)
    found = opened.history.get(test, DrugTested)
    arrest = opened.history.get(found.fact.arrest, Arrested) if found else None
    if found is None or arrest is None:
        raise Http404
    content = render_dt1(paper=paper(opened, found, arrest, demonstration=settings.DEMO))
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="dt1-{str(found.root)[:8]}.pdf"'
    return response


def paper(opened: Record, test: Test, arrest: Recorded[Arrested], *, demonstration: bool) -> DT1:
    suite = Organisation.objects.select_related("parent").get(pk=test.team)
    as_of = max(one.recorded_at for one in _stands_on_it(opened.history, test, arrest))
    return DT1(
        full_name=opened.person.full_name, born_on=opened.person.born_on, custody_number=arrest.fact.custody_number,
        suite=suite.name, as_of=as_of, offence=tuple(_offence(opened.history, arrest, test)),
        sample=tuple(_sample(test)), laboratory=tuple(_laboratory(opened.history, test)),
        requirement=tuple(_requirement(opened, test)), demonstration=demonstration,
        approved=approval_of_dt1(organisation=suite, on=local_day(as_of)) is not None,
    )  # fmt: skip


def _stands_on_it(h: History, test: Test, arrest: AnyRecorded) -> list[AnyRecorded]:
    of_test = (SentToLaboratory, LaboratoryReturned, AssessmentRequired, RequirementNotImposed, SampleServesCharge)
    found: list[AnyRecorded] = [test, arrest, *h.naming(arrest, Charged), *h.naming(arrest, TestAuthorised)]
    for kind in of_test:
        found += h.naming(test, kind)
    for requirement in h.naming(test, AssessmentRequired):
        for booked in h.naming(requirement, AppointmentMade):
            found += [booked, terms(h, booked).by]
    return found


def _offence(h: History, arrest: Recorded[Arrested], test: Test) -> Iterator[Line]:
    on = local_day(arrest.happened_at)
    offence = looked(arrest.fact.offence, on=on)
    yield Line(label="Arrested", words=moment(arrest.happened_at))
    yield Line(label="Arrested for", words=f"{offence.title}. {offence.says}")
    for charged in h.naming(arrest, Charged):
        yield Line(
            label="Charged with", words=f"{looked(charged.fact.offence, on=on).title}, {moment(charged.happened_at)}"
        )
    authority = h.first_naming(arrest, TestAuthorised)
    if authority is not None:
        yield Line(label="Inspector’s authority", words=f"{name_of(authority.by)}, {moment(authority.happened_at)}")
    if h.naming(test, SampleServesCharge):
        yield Line(label="Used on charge", words="The sample taken on arrest is used on the charge")


def _sample(test: Test) -> Iterator[Line]:
    fact = test.fact
    yield Line(label="Tested", words=str(fact.condition).capitalize())
    yield Line(label="Sample taken", words=moment(test.happened_at))
    yield Line(label="Taken by", words=name_of(fact.taken_by or test.by))
    yield Line(label="Screening result", words=str(fact.result).capitalize())
    if fact.irregular:
        yield Line(label="Irregular", words="The sample should not have been taken; its result serves nothing")
    disputed = fact.laboratory is ForLaboratory.DISPUTED
    yield Line(label="Disputed", words="Yes" if disputed else "No")
    yield Line(label="Medication declared", words="Yes" if fact.laboratory is ForLaboratory.MEDICATION else "No")


def _laboratory(h: History, test: Test) -> Iterator[Line]:
    sent, answer = h.first_naming(test, SentToLaboratory), h.first_naming(test, LaboratoryReturned)
    if test.fact.laboratory is ForLaboratory.NO:
        yield Line(label="Sent", words="Not sent")
        return
    yield Line(label="Why", words=str(test.fact.laboratory).capitalize())
    yield Line(label="Sent", words=moment(sent.happened_at) if sent else "Not yet")
    yield Line(label="Answer", words=f"{answer.fact.says()}, {moment(answer.happened_at)}" if answer else "Not yet")


def _requirement(opened: Record, test: Test) -> Iterator[Line]:
    """With the date and time of the assessment (HB 4.6.1 vi)."""
    h = opened.history
    required, spared = h.first_naming(test, AssessmentRequired), h.first_naming(test, RequirementNotImposed)
    if required is None:
        words = f"Not required: an inspector decided, {moment(spared.happened_at)}" if spared else "Not required"
        yield Line(label="Assessment", words=words)
        return
    yield Line(label="Required", words=moment(required.happened_at))
    yield Line(label="Told and warned", words="Yes" if required.fact.warned else "No")
    booked = h.naming(required, AppointmentMade)
    if booked:
        now = terms(h, booked[0])
        yield Line(label="First assessment", words=moment(now.starts_at))
        yield Line(label="Where", words=f"{opened.names.get(now.team, '')}, {now.place}")
    else:
        yield Line(label="First assessment", words="Not booked yet")
