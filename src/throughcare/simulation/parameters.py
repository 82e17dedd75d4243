"""How often what happens: calibration, not evidence. Never quote a simulated figure as a finding.

Two sets, because the sources disagree: "official" follows targets and ministers' figures, "observed" the
research. Each number carries its source: [S …] stated in a source we read, [S2 …] at second hand, [seed …] in
the guidance, [D] our arithmetic on stated figures, [G] our guess. Shares are of those who reach that point.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """One set. Shares lie between 0 and 1; every field has a row in the table below."""

    name: str
    trigger_offence: float
    authorised_otherwise: float
    tested: float
    refuses: float
    device_fails: float
    irregular: float
    restricted: float
    positive: float
    cocaine_only: float
    opiates_only: float
    to_laboratory: float
    quality_sample: float
    confirmed: float
    believed_after_negative: float
    accepts_offer: float
    required: float
    no_notice: float
    seen_in_custody: float
    lives_elsewhere: float
    no_fixed_abode: float
    attends: float
    leaves_early: float
    good_cause: float
    answered: float
    moved: float
    withdrawn: float
    move_not_told: float
    attends_by_choice: float
    engages: float
    no_further_need: float
    on_an_order: float
    agrees_plan: float
    better_elsewhere: float
    leaves_in_a_year: float
    arrests_a_year: float
    immediate_risk: float
    dies_in_a_year: float
    forgotten: float
    late_paper: float
    corrected: float
    male: float
    mean_age: float

    def with_rates(self, rates: Mapping[str, float]) -> "Parameters":
        """This set with some numbers of one's own."""
        return replace(self, **rates)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Row:
    """A number in both sets, each with where it comes from."""

    name: str
    official: float
    official_source: str
    observed: float
    observed_source: str


def _both(name: str, value: float, source: str) -> Row:
    return Row(name, value, source, value, source)


ROWS = (
    Row("trigger_offence", 0.87, "[D] of S F11", 0.87, "[D] of S F11, March 2023 to March 2024"),
    _both("authorised_otherwise", 0.35, "[G]"),
    Row("tested", 0.95, "[seed] KPI 1 target", 0.90, "[G]"),
    _both("refuses", 0.005, "[S F9] under 0.5% refused"),
    _both("device_fails", 0.01, "[G]"),
    _both("irregular", 0.004, "[G]"),
    _both("restricted", 0.01, "[G]"),
    Row("positive", 0.37, "[S F1] on arrest 2006-07", 0.56, "[S F11] March 2022 to March 2024"),
    _both("cocaine_only", 0.52, "[S F4] Hull, September to October 2003"),
    _both("opiates_only", 0.15, "[S F4] Hull, September to October 2003"),
    _both("to_laboratory", 0.04, "[G]"),
    _both("quality_sample", 0.02, "[seed N] 2% of all samples"),
    _both("confirmed", 0.9, "[G]"),
    _both("believed_after_negative", 0.12, "[G]"),
    Row("accepts_offer", 0.5, "[G]", 0.2, "[S G5] goes on to an assessment when voluntary"),
    Row("required", 0.98, "[G]", 0.9, "[S2] referred after a positive, weak"),
    Row("no_notice", 0.01, "[G]", 0.05, "[G]"),
    _both("seen_in_custody", 0.3, "[G]"),
    _both("lives_elsewhere", 0.2, "[G]"),
    _both("no_fixed_abode", 0.08, "[G]"),
    Row("attends", 0.95, "[seed] KPI 2 target", 0.82, "[S2 F5] assessed when required"),
    _both("leaves_early", 0.03, "[G]"),
    _both("good_cause", 0.4, "[G]"),
    _both("answered", 0.5, "[G] police record what came of a report within some days"),
    _both("moved", 0.05, "[G]"),
    _both("withdrawn", 0.02, "[G]"),
    _both("move_not_told", 0.1, "[G]"),
    Row("attends_by_choice", 0.8, "[G]", 0.5, "[G]"),
    Row("engages", 0.97, "[G]", 0.88, "[G]"),
    _both("no_further_need", 0.12, "[G]"),
    _both("on_an_order", 0.06, "[G]"),
    Row("agrees_plan", 0.85, "[seed] KPI 3 target", 0.26, "[S F7] treatment engagement in Essex, later year"),
    _both("better_elsewhere", 0.06, "[G]"),
    Row("leaves_in_a_year", 0.6, "[D] 80% kept 12 weeks, seed H", 0.97, "[D] about 1 in 6 stays 12 weeks, S2 F5"),
    Row("arrests_a_year", 1.3, "[G]", 1.86, "[D] 1,626 arrests of 872 people, S F12"),
    _both("immediate_risk", 0.02, "[G]"),
    _both("dies_in_a_year", 0.012, "[G]"),
    Row("forgotten", 0.005, "[G]", 0.03, "[G]"),
    _both("late_paper", 0.01, "[G]"),
    _both("corrected", 0.015, "[G]"),
    _both("male", 0.83, "[G] 82 to 85%"),
    Row("mean_age", 31, "[G] 30 to 32 in 2006", 37, "[G] 36 to 38 in 2017"),
)
"""The whole calibration, to be held beside its sources."""

OFFICIAL = Parameters(name="official", **{row.name: row.official for row in ROWS})
OBSERVED = Parameters(name="observed", **{row.name: row.observed for row in ROWS})
SETS: Mapping[str, Parameters] = {each.name: each for each in (OFFICIAL, OBSERVED)}

BY_HOUR = (3, 3, 3, 2, 2, 2, 2, 3, 4, 5, 6, 6, 6, 7, 9, 10, 10, 9, 8, 7, 5, 4, 4, 3)
"""Arrests by hour of the London day, as weights: they peak from 14:00 to 20:00 [G]."""
BY_WEEKDAY = (10, 11, 12, 12, 11, 9, 8)
"""Arrests from Monday to Sunday, as weights: midweek leads [G]."""
MINUTES_TO_TEST = (40, 260)
"""From arrival to the sample: the median is 2 to 3 hours [G]."""
MINUTES_TO_RESULT = (10, 15)
"""From sample to result [G]."""

assert {each.name for each in fields(Parameters)} == {"name", *(row.name for row in ROWS)}, "a field has no row"
