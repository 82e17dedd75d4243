"""The purpose wall (B5): what a basis given for one purpose lets be used for another, by class of data.

Written from the documents only, like policy.py beside it. A pair that is not in the table lets nothing through. "law",
"decision" and "emergency" are the bases that need no consent: a statute, a named senior professional (PPO 36), a life.
"""

from .policy import DIR, ROUTINE, but, only

# fmt: off
PURPOSES = ("continuity of care", "treatment", "support", "sentence", "supervision", "ppo management",
            "required assessment", "bail", "conditional caution", "prosecution of a failure", "save life",
            "police enforcement", "general intelligence")
GIVEN = ("continuity of care", "treatment", "support", "sentence", "supervision", "ppo management", "law", "decision",
         "emergency")
TESTED = only("identity", "test result", "attendance")
WALL = {
    ("continuity of care", "continuity of care"): (DIR | {"consent and sharing"}, "PPO 33, HB 4.2, INT 4.6.1"),
    ("continuity of care", "treatment"): (DIR, "PPO 33: treatment providers"),
    ("treatment", "treatment"): (DIR | {"test result"}, "PPO 33, PACE s63B(7), ICE 6.2"),
    ("support", "support"): (only("identity", "attendance", "casework"), "PPO 33, HB Annex A, P-22"),
    ("sentence", "sentence"): (TESTED | {"assessment content", "care plan"}, "ICE 3.10, PPO 55, HB 2.6, PACE s63B(7)"),
    ("supervision", "supervision"): (TESTED | {"risk", "care plan", "casework"}, "PPO 58, PPO 59, PACE s63B(7)"),
    ("ppo management", "ppo management"): (ROUTINE, "PPO 34, PPO 35, PPO 47, P-39, P-40"),
    ("law", "required assessment"): (TESTED | {"requirement and notices", "assessment content", "risk"},
                                     "PACE s63B(7), Drugs Act s15, HB 4.6.1, HB 4.7.4"),
    ("law", "bail"): (TESTED, "PACE s63B(7), INT 3.8, INT 4.4.1"),
    ("law", "conditional caution"): (TESTED, "PACE s63B(7), HB 4.1.1"),
    ("law", "sentence"): (TESTED - {"attendance"}, "PACE s63B(7), INT 3.8"),
    ("law", "supervision"): (TESTED - {"attendance"}, "PACE s63B(7)"),
    ("law", "treatment"): (TESTED - {"attendance"}, "PACE s63B(7)"),
    ("law", "prosecution of a failure"): (only("identity", "requirement and notices", "attendance"),
                                          "HB 4.1.2, INT 4.5.1, H-97; no test result, B5 names six uses: ours"),
    ("decision", "ppo management"): (ROUTINE | {"risk", "care plan"}, "PPO 36, PPO 47, P-42, R26"),
    ("decision", "police enforcement"): (ROUTINE | {"risk"}, "PPO 36, PPO 43, PPO 44, R26"),
    ("decision", "save life"): (but("test result", "assessment content"), "PPO 36, B3, R26, B5"),
    ("emergency", "save life"): (but("test result"), "PPO 36, B3, R26 (save emergency); B5 for the test"),
}
# fmt: on


def wall(given, use, data):
    """Whether what a basis gives may be used for this purpose: (allowed, because)."""
    classes, because = WALL.get((given, use), (frozenset(), "B5, I15, PPO 33, PPO 47: a purpose is not another's"))
    return data in classes, because
