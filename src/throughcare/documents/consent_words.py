"""What a consent form and a person's own account say to the person: "you", never "the person" (P-24)."""

from throughcare.rulebook.facts.consent import Item, SharedFor

PURPOSES: dict[SharedFor, str] = {
    SharedFor.CONTINUITY: "so that your care goes on without a gap",
    SharedFor.PPO_MANAGEMENT: "so that the PPO scheme can work with you",
    SharedFor.TREATMENT: "for your treatment",
    SharedFor.SERVICE: "so that you get a service or housing",
    SharedFor.CONTACT: "so that a worker can get in touch with you",
    SharedFor.COURT_LETTER: "for a letter to the court",
    SharedFor.SUPERVISION: "for your supervision by Probation",
    SharedFor.SUPPORT: "so that family or a friend can support you",
    SharedFor.REQUIREMENT: "because of your required assessment",
    SharedFor.SAVING_LIFE: "to prevent death or serious self-harm",
    SharedFor.CRIME: "to prevent, detect or prosecute crime",
}

ITEMS: dict[Item, str] = {
    Item.CONTACT: "where and how to reach you",
    Item.ENGAGED: "whether you are in treatment or have a care plan",
    Item.ATTENDANCE: "appointments you kept and missed",
    Item.OUT_OF_CONTACT: "when we lost touch with you, and what we tried",
    Item.DRUGS_USED: "which drugs you use",
    Item.LEVEL_OF_USE: "how much you use",
    Item.SERVICES: "services offered to you, and which you took up",
    Item.CARE_PLAN: "your care plan",
    Item.ASSESSMENT: "the rest of your assessment",
    Item.HEALTH: "your health",
    Item.TEST_RESULTS: "your drug test results",
    Item.REQUIREMENT: "what the law asks of you, and the notices you were given",
    Item.RISK: "risk to you or to others",
}
