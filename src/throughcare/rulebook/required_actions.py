"""What the Handbook's "Required actions" tables ask of whom: every actor's row and printed item."""

from dataclasses import dataclass

ITEMS = ("i", "ii", "iii", "iv", "v", "vi", "vii")


@dataclass(frozen=True, slots=True)
class RequiredAction:
    """One actor's row, or one item i) to vii) of a row. The id begins with its process point."""

    id: str
    actor: str
    sentence: str
    cite: str

    @property
    def point(self) -> str:
        return self.id.partition(".")[0]

    @property
    def item(self) -> str | None:
        last = self.id.rpartition(".")[2]
        return last if last in ITEMS else None

    @property
    def table_row(self) -> str:
        return self.id.removesuffix(f".{self.item}") if self.item else self.id


REQUIRED_ACTIONS: tuple[RequiredAction, ...] = (
    RequiredAction(
        "IE1.police.i",
        "Police",
        "Require attendance at both assessments; not to needs an inspector or above, with reasons.",
        "HB 4.6.1 i",
    ),
    RequiredAction("IE1.police.ii", "Police", "Arrange the initial assessment and pass it to the CJIT.", "HB 4.6.1 ii"),
    RequiredAction("IE1.police.iii", "Police", "Tell the person the time, date and place.", "HB 4.6.1 iii"),
    RequiredAction("IE1.police.iv", "Police", "Explain that it will be confirmed in writing.", "HB 4.6.1 iv"),
    RequiredAction(
        "IE1.police.v",
        "Police",
        "Warn of prosecution, and give it all in writing on RA1 before release.",
        "HB 4.6.1 v",
    ),
    RequiredAction(
        "IE1.police.vi",
        "Police",
        "Put it in the custody record with a copy of RA1, and the date and time on DT1.",
        "HB 4.6.1 vi",
    ),
    RequiredAction("IE1.police.vii", "Police", "Inform the assessing CJIT in writing, by RA1.", "HB 4.6.1 vii"),
    RequiredAction("IE1.cjit", "CJIT", "Have a suitably competent worker available.", "HB 4.6.1 CJIT"),
    RequiredAction(
        "IE1.police.variation",
        "Police",
        "Notify any change on RA2 with the warning, copied to the CJIT and the custody record.",
        "HB 4.6.1 variation by police",
    ),
    RequiredAction(
        "IE1.cjit.variation",
        "CJIT",
        "Notify any change on RA2 with the warning.",
        "HB 4.6.1 variation by CJIT",
    ),
    RequiredAction(
        "IE2.worker.assess",
        "CJIT worker",
        "Assess to the minimum standard and decide on the follow-up before the end.",
        "HB 4.7.1",
    ),
    RequiredAction(
        "IE2.worker.warn",
        "CJIT worker",
        "On refusal, repeat the duty to attend and remain and warn of the report to police.",
        "HB 4.7.1",
    ),
    RequiredAction(
        "IE2.partnership", "Partnership", "On refusal, weigh the risk of non-engagement and act.", "HB 4.7.1"
    ),
    RequiredAction(
        "IE3.worker.notice",
        "CJIT worker",
        "If a follow-up is needed, give written notice with the warning, within five working days.",
        "HB 4.7.2",
    ),
    RequiredAction(
        "IE3.worker.warn",
        "CJIT worker",
        "On refusal, repeat the duty to attend and remain and warn of the report to police.",
        "HB 4.7.2",
    ),
    RequiredAction(
        "IE3.partnership", "Partnership", "On refusal, weigh the risk of non-engagement and act.", "HB 4.7.2"
    ),
    RequiredAction(
        "IE4a.worker.notice",
        "CJIT worker",
        "Before the assessment ends, give written notice of the follow-up in the area of residence.",
        "HB 4.7.4",
    ),
    RequiredAction(
        "IE4a.worker.transfer",
        "CJIT worker",
        "Transfer the DIR before the follow-up, and record the referral on the Activity Form.",
        "HB 4.7.4",
    ),
    RequiredAction(
        "IE4b.worker",
        "CJIT worker (receiving PARTNERSHIP)",
        "Assume responsibility on notification, obtain the DIR and record the acceptance.",
        "HB 4.7.5",
    ),
    RequiredAction(
        "IPAE1.police",
        "Police",
        "Consider whether anyone arrested, for any offence, may be misusing Class A drugs.",
        "HB 4.9.1",
    ),
    RequiredAction("IPAE2.police.identify", "Police", "Apply the criteria of Annex E.", "HB 4.9.2"),
    RequiredAction(
        "IPAE2.police.encourage",
        "Police",
        "Encourage the person to see the worker, tell the worker, or make an appointment in time.",
        "HB 4.9.2",
    ),
    RequiredAction(
        "IPAE2.police.disposal",
        "Police",
        "Choose a disposal that leaves room for the CJIT; no fixed penalty notice.",
        "HB 4.9.2",
    ),
    RequiredAction("IPAE4.worker.assess", "CJIT worker", "With consent, assess to the standard.", "HB 4.10.2"),
    RequiredAction(
        "IPAE4.worker.warn",
        "CJIT worker",
        "On refusal, warn of the report to police; it is no offence.",
        "HB 4.10.2",
    ),
    RequiredAction(
        "IPAE4.partnership",
        "Partnership",
        "On refusal, weigh the risk of non-engagement and act.",
        "HB 4.10.2",
    ),
    RequiredAction(
        "IPAE5.worker.decide",
        "CJIT worker",
        "Decide whether an additional appointment is needed to agree a care plan.",
        "HB 4.10.3",
    ),
    RequiredAction(
        "IPAE5.worker.warn",
        "CJIT worker",
        "On refusal, warn of the report to police; it is no offence.",
        "HB 4.10.3",
    ),
    RequiredAction(
        "IPAE5.partnership",
        "Partnership",
        "On refusal, weigh the risk of non-engagement and act.",
        "HB 4.10.3",
    ),
    RequiredAction("IPAE6.worker.assess", "CJIT worker", "With consent, assess need to the standard.", "HB 4.10.4"),
    RequiredAction("IPAE6.worker.warn", "CJIT worker", "On refusal, warn of the report to police.", "HB 4.10.4"),
    RequiredAction(
        "IPAE6.partnership",
        "Partnership",
        "On refusal, weigh the risk of non-engagement and act.",
        "HB 4.10.4",
    ),
    RequiredAction(
        "IPAE7a.worker.notice",
        "CJIT worker",
        "Before the assessment ends, give written notice of the appointment in the area of residence.",
        "HB 4.10.6",
    ),
    RequiredAction(
        "IPAE7a.worker.transfer",
        "CJIT worker",
        "Transfer the DIR before the appointment, and record the referral on the Activity Form.",
        "HB 4.10.6",
    ),
    RequiredAction(
        "IPAE7b.worker",
        "CJIT worker (receiving CJIT)",
        "Assume responsibility on notification, obtain the DIR and record the acceptance.",
        "HB 4.10.7",
    ),
    RequiredAction("Com1.worker.agree", "CJIT worker", "Agree a care plan with the person.", "HB 4.11.1"),
    RequiredAction("Com1.worker.accepted", "CJIT worker", "If accepted, go on to Com 2.", "HB 4.11.1"),
    RequiredAction("Com1.worker.warn", "CJIT worker", "On refusal, warn of the report to police.", "HB 4.11.1"),
    RequiredAction(
        "Com1.partnership",
        "Partnership",
        "On refusal, weigh the risk of non-engagement and act.",
        "HB 4.11.1",
    ),
    RequiredAction("Com2.manager", "CJIT Manager", "Allocate a case manager to each person accepted.", "HB 4.11.2"),
    RequiredAction("Com2.worker", "CJIT worker", "Act as case manager to the minimum of 4.1.3.", "HB 4.11.2"),
    RequiredAction(
        "Com3.case_manager.offer",
        "CJIT case manager",
        "Offer services in line with the care plan and make every effort to engage the person.",
        "HB 4.11.3",
    ),
    RequiredAction(
        "Com3.case_manager.monitor",
        "CJIT case manager",
        "Monitor engagement, look into missed appointments, start outreach within 24 hours.",
        "HB 4.11.3",
    ),
    RequiredAction(
        "Com4.case_manager",
        "CJIT case manager",
        "Manage the case and review it by 16 weeks or at a significant event.",
        "HB 4.11.4",
    ),
    RequiredAction("Com5a.case_manager", "Case-manager", "Suspend in the two circumstances.", "HB 4.11.5a"),
    RequiredAction("Com5b.case_manager", "Case-manager", "Close in the eight circumstances.", "HB 4.11.5b"),
    RequiredAction(
        "Com5c.case_manager",
        "Case-manager",
        "Close when the person has decided to disengage, after every effort.",
        "HB 4.11.5c",
    ),
)
