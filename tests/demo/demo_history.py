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
# What was done wrong, most often first.
VIOLATIONS = {"market": ("经营超过保质期的食品", "未明码标价", "未按规定公示营业执照", "使用未经检定的计量器具"),
              "urban": ("占用公共场地摆摊经营", "未履行卫生责任区清扫保洁义务", "擅自占用城市道路", "擅自设置户外广告"),
              "transport": ("未随车携带道路运输证", "客运车辆未按规定停靠", "货运车辆未按规定维护"),
              "health": ("公共场所卫生许可证未公示", "医疗废物未按规定登记"), "culture": ("上网服务营业场所未按规定登记", "娱乐场所未悬挂警示标志"),
              "emergency": ("未记录安全生产培训情况", "未及时消除事故隐患"), "environment": ("未按规定设置危险废物识别标志", "露天焚烧垃圾排放烟尘污染环境"),
              "housing": ("施工现场未采取防尘措施", "未按规定公开物业服务收费"), "farming": ("未建立兽药购销记录", "经营的种子标签不符合规定"),
              "street": ("乱堆物料影响市容", "未按规定分类投放垃圾")}
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
    dice, wrong = Dice("往年"), Dice("往年违法")
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
                row["violation_type"] = VIOLATIONS[slug][min(wrong.below(len(VIOLATIONS[slug])), wrong.below(len(VIOLATIONS[slug])))]
                if "罚款" in kinds:
                    row["fine"] = dice.between(2, 30) * 100
                cases.append(Case("decisions", row, "expired", ["term_ended"]))
    return cases
