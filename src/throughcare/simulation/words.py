"""What people in the stories write in the free fields. Ordinary sentences, about nobody."""

from throughcare.rulebook.facts.custody import NotTestedBecause as Because

GROUNDS = (
    "Admits daily heroin use; the offence paid for it.",
    "Foil and a pipe in his bag, and two earlier positive tests here.",
    "Seen to withdraw from opiates; says the damage came of an argument over drugs.",
)
WHY_NOT_TESTED = (Because.NO_TESTER, Because.RELEASED_FIRST, Because.UNFIT, Because.NO_DEVICE, Because.OTHER)
OTHER_REASONS = ("Taken to hospital before a sample could be taken", "The fire alarm emptied the suite")
RISKS = (
    "Said there is nothing left to live for.",
    "Old and new cuts on both arms; says it will happen again tonight.",
    "Threatened to hurt the person at home when let out.",
    "Shaking and confused; drank a litre of spirits a day until arrest.",
)
CHECKS = (
    "Seen at once. Checks every half hour, then every hour.",
    "Examined, medicine given, note left for the next shift.",
    "Mental health team called and came; plan in the custody record.",
)
SERGEANTS = ("Sgt Aled O'Rourke", "Sgt Ceri Wŷnne", "Sgt Folúkẹ́ Barlow", "Sgt Marek Łuczak")
WHY_NOT_REQUIRED = (
    "In hospital under section; a requirement would serve nothing now.",
    "Subject to an order elsewhere with weekly testing.",
    "Leaves the country tomorrow, tickets seen.",
)
WHY_NO_NOTICE = (
    "Released by the court desk in error before the paper was ready.",
    "The printer was down and the paper pack was used up.",
)
WHY_LATE = ("No earlier place in this team", "No interpreter before then", "The person is at court until then")
WHY_LATE_AGAIN = "Arranged again; the first time was missed or moved"
SAID = (
    "Forgot the day; sorry.",
    "The bus from the hostel did not run.",
    "Was at work and could not get away.",
    "Does not see why it should be needed.",
)
REASONS = (
    "In hospital that morning; the ward confirmed it.",
    "No bus from the village after the flood; checked with the company.",
    "The childminder was ill; nobody else could take the children.",
)
NO_REASON = (
    "Nobody could be reached, and no reason was given.",
    "Says it was forgotten; the notice was read out and a copy given.",
    "Did not want to come, and gave no other reason.",
)
WHY_DECIDED = (
    "Known to outreach; risk of harm is real, and a visit may do more than a letter.",
    "Two earlier assessments this year came to nothing; housing team is in touch.",
    "First time here, and young: worth a second invitation.",
)
OTHER_DRUGS = (
    "Cannabis most evenings",
    "Alcohol, a bottle of wine a day",
    "Diazepam bought in the street",
    "none found",
)
NEEDS = ("none found", "Interpreter wanted", "Prefers a woman worker", "Cannot climb stairs", "Prayer times on Friday")
RECORDS = {
    "reach": ("By phone after ten; letters to his mother's, who knows.", "Phone only. Nobody else may be told."),
    "overdoses": ("none", "Two, the last at Christmas; naloxone kit since."),
    "earlier_treatment": ("First time here.", "Methadone in 2007 for a year; stopped when he moved."),
    "drinking": ("No trouble with it.", "Drinks to sleep; says it has grown since the winter."),
    "health_body": ("Well.", "Sores on both legs.", "Asthma, has an inhaler."),
    "health_mind": ("Low, sleeps badly.", "No trouble told.", "Was an inpatient two years ago."),
    "blood_borne": ("Never tested; would like to be.", "Vaccinated against hepatitis B last year."),
    "medicines": ("none", "Antidepressant from the GP at the Quay practice."),
    "offending": ("Shoplifting to pay for it, most weeks.", "Never before this arrest."),
    "legal_status": ("none", "Suspended sentence until June.", "On bail, must sleep at home."),
    "home_needs": ("none", "Rent is three weeks behind.", "Wants to be away from the house he shares."),
    "work_needs": ("Benefits late; a debt to a lender at the door.", "none", "Used to lay bricks, and would again."),
    "family": ("Sees two children on Sundays.", "Lives with a partner who does not use.", "No contact."),
    "earlier_risk": ("none told", "Cut himself at sixteen.", "Afraid of a former partner."),
    "barriers": ("none", "Reads little; ring rather than write.", "Works nights; afternoons only."),
    "wishes": ("To stop, and to see the children more.", "A script and a flat.", "To be left alone."),
    "explained": ("Leaflet on services and on safer use.", "What is told to whom, with the leaflet."),
    "view": ("Wants help now; act within days.", "Came because he had to; listened at the end."),
    "action_plan": ("We ring the housing office; he brings his letters.", "Clinic on Tuesday; we go with him."),
}
CHANGED = {
    "home": ("Has a room in the hostel since last week.", "Back with his mother."),
    "drugs": ("Crack again since the arrest before this.", "No heroin for a month, by his own word."),
    "view": ("Nothing else has changed; go on with the plan.", "Worth a second look at the plan."),
}
WANTS = ("To see the nurse first.", "Somewhere to sleep.", "To know what happens now.")
WHY_ANEW = "The old record is of another life: prison, a new town and a child since."
PLANS = {
    "drug_and_alcohol": (
        "Heroin daily, smoked. Goal: on a script within two weeks, no heroin by the summer.",
        "Crack at weekends. Goal: four key-work sessions; knows what sets it off.",
        "Cocaine and drink together. Goal: drink diary, one day at a time.",
    ),
    "health": (
        "No GP. Goal: registered this month, hepatitis test.",
        "Leg ulcer. Goal: dressing clinic twice a week.",
        "none found",
    ),
    "offending": (
        "Steals from shops to pay for drugs. Goal: no theft while the script is starting.",
        "Old friends, old habits. Goal: two evenings a week elsewhere.",
    ),
    "social": (
        "Sleeps on a friend's floor. Goal: housing advice this week.",
        "Sees the children on Sundays. Goal: every Sunday, sober.",
        "Out of work two years. Goal: one course started.",
    ),
}
PASSED_ON = (
    "Alcohol, not drugs: taken on by the alcohol service, first appointment kept.",
    "GP prescribes and the person prefers to stay there.",
)
LEFT = (
    "Plan finished: settled on a script with the GP, in work. Goodbye meeting held.",
    "Moved to family abroad; the address was seen.",
    "Stopped coming, five letters and visits unanswered; place on the caseload ended with the manager.",
)
OUTREACH_ENDED = ("Found at the day centre; does not want help now. Knows the way back.", "Not found in four visits.")
IN_VAIN = (
    "Invited again by letter and text; no answer. The door stays open.",
    "Came by to say: not now, thank you.",
)
GAVE_UP_WAITING = "Accepted an appointment by choice and did not come to it; may come back at any time."
STREETS = (
    "Dock Road",
    "Heol y Bont",
    "Harbour Road",
    "Castle Lane",
    "Pen-y-Bryn Terrace",
    "Foundry Street",
    "Mill Row",
)
CORRECTED = "Gave a friend's house number at first; the right one was seen on a letter"

RESTRICTED = (
    "A relative works in the suite.",
    "Has worked for a partner of this team.",
    "Is being looked for by others.",
)
