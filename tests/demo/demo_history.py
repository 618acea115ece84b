"""Small fines of the two years before, decided on the spot and no longer shown: they stand on no page and
count in the annual reports, which would otherwise have too few numbers to show how they look."""
import datetime

import demo_tables as tables
from demo_identity import Dice
from demo_record import Case

# Decisions of 2024 and 2025 by agency.
COUNTS = {"market": (92, 104), "urban": (118, 126), "transport": (71, 80), "health": (22, 19), "culture": (9, 12),
          "emergency": (14, 11), "environment": (17, 21), "housing": (16, 13), "farming": (6, 8), "street": (23, 0)}
# How the year's decisions lie in its months, January first.
MONTHS = (7, 4, 9, 10, 9, 9, 10, 9, 8, 7, 9, 9)
PLACES = ("990101001", "990101002", "990101003")
KINDS = (["罚款"], ["罚款"], ["罚款"], ["警告"], ["警告", "罚款"], ["通报批评"])


def month_of(dice):
    at = dice.below(sum(MONTHS))
    for month, weight in enumerate(MONTHS, 1):
        if at < weight:
            return month
        at -= weight
    return len(MONTHS)


def party(district, dice, slug):
    if dice.chance(70):
        known = district.organisation(slug)
        return {key: known[key] for key in ("name", "kind", "uscc")}
    name = f"示例区{dice.choice(tables.BRANDS)}{dice.choice(tables.TRADES[slug])}便民点"
    return {"name": name, "kind": "individual_business"}


def history(district):
    dice = Dice("往年")
    cases = []
    for slug, counts in COUNTS.items():
        agency = district.agencies[slug]
        for year, count in zip((2024, 2025), counts):
            days = sorted(district.calendar.on_or_before(datetime.date(year, month_of(dice), dice.between(8, 28))) for _ in range(count))
            for number, date in enumerate(days, 1):
                kinds = dice.choice(KINDS)
                row = {"agency": agency.code, "category": "penalty",
                       "document_number": f"{agency.prefix}简罚〔{year}〕{number}号", "party": party(district, dice, slug),
                       "penalty_kinds": kinds, "procedure": "summary", "decision_date": date.isoformat(),
                       "region": dice.choice(PLACES), "updated_at": "2026-11-19"}
                if "罚款" in kinds:
                    row["fine"] = dice.between(2, 30) * 100
                cases.append(Case("decisions", row, "expired", ["term_ended"]))
    return cases
