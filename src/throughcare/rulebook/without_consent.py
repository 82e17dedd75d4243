"""Sharing without consent: decided in writing by a nominated senior professional, or told to save life and reviewed.

PPO guidance 36, 42 to 44 and 47; reading R26. The closed list of grounds is `Ground`; the rows are in `disclosure`.
"""

from throughcare.rulebook.consent import listed
from throughcare.rulebook.data_classes import DataClass
from throughcare.rulebook.disclosure import CLASS_OF, TEAMS_OF, Basis, row_for
from throughcare.rulebook.facts.assessment import Assessed
from throughcare.rulebook.facts.consent import (
    Disclosed,
    DisclosureDecided,
    DisclosureRecalled,
    EmergencyDisclosed,
    EmergencyReviewed,
    RecallAnswered,
)
from throughcare.rulebook.refusing import Case, Refused, refuses


@refuses(DisclosureDecided, cites=("PPO 36", "PPO 47 b6"), requirements=("P-28", "P-30", "P-42"))
def a_decision_gives_its_reasons(case: Case) -> Refused | None:
    """What speaks for it and against, what outweighs, and what advice was taken."""
    if case.fact.weighed.strip() and case.fact.advice.strip():
        return None
    missing = "what outweighs" if case.fact.advice.strip() else "what advice was taken, or that none was"
    return Refused(sentence=f"The decision does not say {missing}.", instead="Write it in a few sentences.")


@refuses(DisclosureDecided, cites=("PPO 36", "PPO 42", "PPO 47 b2"), requirements=("P-28", "P-33", "P-37"))
def a_decision_stays_within_its_ground(case: Case) -> Refused | None:
    """The ground allows this purpose and recipient, and every item stands in that row of the table."""
    row = row_for(Basis.DECISION, case.fact)
    fits = row is not None and row.ground is case.fact.ground
    if not case.fact.shares or (row is not None and fits and case.fact.items and case.fact.items <= row.items):
        return None
    if row is None or not fits:
        return Refused(
            sentence=f"On this ground {case.fact.recipient} is not told anything for {case.fact.purpose}.",
            instead="Choose the purpose that the ground serves, or decide not to share.",
        )
    return Refused(
        sentence=f"This cannot be decided here: {listed(case.fact.items - row.items) or 'nothing is chosen'}.",
        instead="Leave it out, or decide not to share.",
    )


@refuses(DisclosureDecided, Disclosed, cites=("Drugs Act 2005 s15",), requirements=("P-28",), readings=("R26",))
def required_content_leaves_only_by_written_consent(case: Case) -> Refused | None:
    """What was said in a required assessment is shared only by the person's written consent, save in an emergency."""
    by_decision = isinstance(case.fact, Disclosed) and case.fact.decision is not None
    if not by_decision and not getattr(case.fact, "shares", False):
        return None
    content = frozenset(item for item in case.fact.items if CLASS_OF[item] is DataClass.ASSESSMENT)
    required = next((one for one in case.history.all(Assessed) if one.fact.requirement is not None), None)
    if not content or required is None:
        return None
    return Refused(
        sentence=f"This comes from an assessment the person had to attend: {listed(content)}.",
        instead="Leave it out, or ask the person to agree in writing. In an emergency, tell, and record it.",
        because=required,
    )


@refuses(DisclosureDecided, cites=("PPO 36",), requirements=("P-29",), about_actor=True)
def the_requester_does_not_decide(case: Case) -> Refused | None:
    """Whoever asked for the information does not decide on it."""
    if case.by is None or case.by.membership != case.fact.requested_by:
        return None
    return Refused(
        sentence="You asked for this, so you cannot decide on it.",
        instead="Another nominated senior professional decides.",
    )


@refuses(RecallAnswered, cites=("PPO 47 b9",), requirements=("P-45",))
def the_recipient_answers(case: Case) -> Refused | None:
    """The team that received it; for a recipient without a desk here, the team that sent it."""
    asked = case.history.get(case.fact.recall, DisclosureRecalled)
    sent = case.history.get(asked.fact.disclosure, Disclosed) if asked else None
    if sent is None:
        return None
    answers = sent.fact.to_team if sent.fact.recipient in TEAMS_OF else sent.team
    if case.team == answers:
        return None
    return Refused(
        sentence="The answer comes from those who received it.", instead="Ask them to answer here.", because=asked
    )


@refuses(EmergencyReviewed, cites=("PPO 36",), requirements=("P-28",), about_actor=True)
def another_person_reviews(case: Case) -> Refused | None:
    """Nobody reviews what they told themselves."""
    told = case.history.get(case.fact.disclosure, EmergencyDisclosed)
    if case.by is None or told is None or told.by != case.by.membership:
        return None
    return Refused(
        sentence="You told this yourself, so you cannot review it.",
        instead="Ask another manager, or the nominated senior professional.",
        because=told,
    )
