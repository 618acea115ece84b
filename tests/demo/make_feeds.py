#!/usr/bin/env python3
"""Makes the feeds of the demonstration site, and what must become of them.

    python3 tests/demo/make_feeds.py [ROOT]

writes ROOT/content/feeds/*, ROOT/content/{feeds.json,withdrawals.jsonl,corrections.jsonl,
confirmations.jsonl,declared.jsonl} and ROOT/tests/demo/expected.json; ROOT defaults to the project. Everything is
fictional: a district 示例区 with the unassigned region code 990101. The seed is fixed, no clock is
read, so every run writes the same bytes. What the rows mean is judged for the as-of date
2026-11-21 under the rule sets `national` and `ndrc-36`.

expected.json:
  as_of      the date all of it holds for
  feeds      per feed: rows and what they became (known keys, repeated, superseded, rejected)
  states     per dataset: how many known records are in which state
  records    named records: `state` must be equal and `reasons` equal as a set; where `at_least`
             is true further reasons may stand beside the listed ones
  rejected   rejected rows by reason, over all feeds
  forbidden  personal and secret values that no released file and no index may contain
  hidden_numbers  document numbers of decisions that are withheld, held, expired or rejected
  raw_html   strings that may stand in no .html file as they are, only escaped
"""
import csv
import datetime
import io
import json
import pathlib
import sys

sys.dont_write_bytecode = True  # keeps the source tree clean

import demo_lists as lists
import demo_tables as tables
from demo_cases import change, inspections as special_inspections, plant_all
from demo_history import COUNTS, history
from demo_record import AS_OF, Case, District, day, term_end

HIDDEN = ("withheld", "held", "expired", "rejected")
PLAN = {"permit": 236, "penalty": 196, "inspection": 56, "confirmation": 34, "payment": 26,
        "coercive_measure": 24, "coercive_execution": 16, "reward": 18, "other": 20,
        "expropriation": 10, "ruling": 6}

ATTESTS = {"secrecy": "none", "criminal": "none", "security_risk": False, "series_case": "none",
           "reviewed_by": "示例区司法局行政执法协调监督科", "natural_persons": False, "by": "示例区司法局",
           "on": "2026-11-02", "until": "2027-11-01", "document": "示司函〔2026〕31号"}

# feed → (agencies, file, format)
DECISION_FEEDS = {
    "decisions-market": (["market"], "decisions-market.jsonl", "jsonl"),
    "decisions-urban": (["urban", "street"], "decisions-urban.json", "array"),
    "decisions-safety": (["emergency", "environment"], "decisions-safety.json", "records"),
    "decisions-transport-labour": (["transport", "labour"], "decisions-transport-labour.csv", "csv"),
    "decisions-health-culture": (["health", "culture"], "decisions-health-culture.csv", "gb18030"),
    "decisions-housing-farming": (["housing", "farming"], "decisions-housing-farming.jsonl", "jsonl"),
    "decisions-police": (["police"], "decisions-police.jsonl", "jsonl"),
}
# Agencies whose feed speaks for its rows, so that these carry no flags of their own.
ATTESTED = {"health", "culture", "housing", "farming"}


def ordinary_decisions(district):
    """Decisions as every agency makes them, over three years."""
    dice = district.dice
    cases = []
    for category, count in PLAN.items():
        slugs = sorted(tables.PENALTIES if category == "penalty" else tables.MATTERS[category],
                       key=lambda slug: district.agencies[slug].number)
        for at in range(count):
            slug = slugs[at % len(slugs)]
            date = decision_day(district, category)
            row = penalty(district, slug, date) if category == "penalty" else other(district, slug, category, date)
            end = term_end(row)
            fate = ("expired", ["term_ended"]) if end and end < AS_OF else ("published", [])
            if slug in ATTESTED:
                del row["disclosure"]
            cases.append(Case("decisions", row, *fate))
            if dice.chance(10):
                row["status"] = "effective"
    number_documents(district, cases)
    write_documents(district, cases)
    return cases


def decision_day(district, category):
    """Penalties mostly lie within the last year, since older ones are no longer shown."""
    first = day("2025-11-24") if category == "penalty" and district.dice.chance(66) else day("2024-01-02")
    span = (day("2026-11-20") - first).days
    return district.calendar.on_or_before(first + datetime.timedelta(days=district.dice.between(3, span)))


def penalty(district, slug, date):
    dice = district.dice
    if slug in tables.PERSON_PENALTIES and dice.chance(30):
        return district.penalty(slug, date, district.person(), dice.choice(tables.PERSON_PENALTIES[slug]))
    party = district.business(slug) if dice.chance(20) else district.organisation(slug)
    row = district.penalty(slug, date, party, dice.choice(tables.PENALTIES[slug]))
    if row.get("fine", 0) and row["fine"] <= 3000 and date > day("2026-09-01"):
        row["procedure"] = "summary"
    return row


def other(district, slug, category, date):
    dice = district.dice
    personal = slug not in ("health", "culture") and (category == "reward" or (category == "payment" and dice.chance(40)))
    if personal:
        party = district.person()
    elif dice.chance(20) and category in ("permit", "inspection"):
        party = district.business(slug)
    else:
        party = district.organisation(slug)
    return district.other(slug, category, date, party, dice.choice(tables.MATTERS[category][slug]))


def number_documents(district, cases):
    by_code = {agency.code: agency for agency in district.agencies.values()}
    cases.sort(key=lambda c: (c.row["decision_date"], c.row["agency"], c.row["category"]))
    last = {}
    for case in cases:
        row = case.row
        key = (row["agency"], row["category"], row["decision_date"][:4])
        last[key] = last.get(key, 0) + 1
        row["document_number"] = f"{by_code[key[0]].prefix}{tables.WORDS[key[1]]}〔{key[2]}〕{last[key]}号"


def write_documents(district, cases):
    """The text of the decision where a company was fined by the market authority, made of the row's own words."""
    market = district.agencies["market"]
    for case in cases:
        row = case.row
        if row["agency"] != market.code or row["category"] != "penalty" or row["party"]["kind"] != "organisation":
            continue
        decided = day(row["decision_date"])
        row["document"] = "\n\n".join([
            f"# {market.name}\n# 行政处罚决定书", row["document_number"],
            f"当事人：{row['party']['name']}，法定代表人：{row['party']['legal_representative']}。",
            f"{row['facts']}", "以上事实有现场笔录、询问笔录和复查记录等证据证明。",
            f"当事人的行为违反了{row['basis']}的规定，决定处罚如下：{row['content']}",
            "当事人应当自收到本决定书之日起十五日内履行。对本决定不服的，可以自收到之日起六十日内申请行政复议，或者六个月内提起行政诉讼。",
            f"{market.name}\n\n{decided.year}年{decided.month}月{decided.day}日"])


def date_publications(district, cases):
    """`first_published_on` of what was public on the former portal: mostly in time, some late, some
    never published before although due."""
    dice = district.dice
    for case in cases:
        if case.fate not in ("published", "expired", "withdrawn") or dice.chance(2):
            continue
        row = case.row
        limit = 7 if row["category"] in ("permit", "penalty") else 20
        days = limit + dice.between(1, 12) if dice.chance(6) else dice.between(1, limit)
        date = district.calendar.add(day(row["decision_date"]), days)
        if date < day("2026-11-20"):
            row["first_published_on"] = date.isoformat()


def inspections(district):
    dice = district.dice
    cases = []
    for at in range(84):
        slug = list(tables.INSPECTION_ITEMS)[at % len(tables.INSPECTION_ITEMS)]
        agency = district.agencies[slug]
        date = district.calendar.on_or_before(day("2024-03-01") + datetime.timedelta(days=dice.below(985)))
        party = district.business(slug) if dice.chance(15) else district.organisation(slug)
        found = dice.chance(25)
        row = {"id": "", "agency": agency.code,
               "item": f"CJ{agency.number:02d}{dice.below(len(tables.INSPECTION_ITEMS[slug])) + 1:02d}Y",
               "party": party, "inspected_on": date.isoformat(),
               "result": "发现问题，责令限期改正" if found else "未发现问题", "updated_at": "2026-11-19"}
        if found:
            row["problems"] = f"现场负责人{district.secrets.add(district.people.private())}称台账记录不完整，联系电话{district.secrets.mobile()}。"
            row["handling"] = "已下达责令改正通知书，复查合格。"
        cases.append(Case("inspections", row))
        published = district.calendar.add(date, dice.between(2, 20))
        if published < day("2026-11-20"):
            row["first_published_on"] = published.isoformat()
    for at, (changes, fate, reasons) in enumerate(special_inspections(district)):
        row = {"id": "", "agency": district.agencies["labour"].code, "item": "CJ1001Y",
               "party": district.organisation("labour"), "inspected_on": f"2026-09-{at + 14}",
               "result": "未发现问题", "updated_at": "2026-11-19"}
        cases.append(Case("inspections", change(row, changes), fate, reasons, named=True))
    for at, case in enumerate(cases):
        agency = next(a for a in district.agencies.values() if a.code == case.row["agency"])
        case.row["id"] = f"{agency.prefix}查〔{case.row['inspected_on'][:4]}〕{at + 1}号"
    return cases


def agencies(district):
    rows = []
    for agency in district.agencies.values():
        phone = 2000 + agency.number * 10
        rows.append({"id": agency.code, "name": agency.name, "short_name": agency.short_name, "kind": agency.kind,
                     "level": agency.level, "legal_basis": agency.basis, "functions": agency.functions,
                     "region_code": agency.region, "address": f"示例区示例路 {agency.house} 号",
                     "postal_address": f"示例区示例路 {agency.house} 号，邮政编码 000000",
                     "office_hours": "工作日 9:00–12:00，13:30–17:30", "phone": f"0000-0000 {phone}",
                     "supervision_phone": f"0000-0000 {phone + 1}", "staff": len(agency.officers) + 2,
                     "certified": len(agency.officers), "legal_reviewers": 1 + agency.number % 3,
                     "recorders": 4 + agency.number, "key_department": agency.slug not in ("police", "street", "culture"),
                     "updated_at": "2026-11-18"})
    rows[3]["changed_on"] = "2026-11-09"
    for slug, layout in (("transport", "v13"), ("health", "v9")):  # theirs is printed by another table
        rows[list(district.agencies).index(slug)]["annual_layout"] = layout
    return [Case("agencies", row) for row in rows]


def officers(district):
    cases = []
    for agency in district.agencies.values():
        for at, (number, name) in enumerate(agency.officers):
            row = {"id": number, "agency": agency.code, "name": name, "unit": agency.short_name + ("执法大队" if at < 3 else "政务服务科" if at == 4 else "综合科"),
                   "post": ("大队长", "副大队长", "一级行政执法员", "二级行政执法员")[min(at, 3)],
                   "category": "综合行政执法", "region": "示例区", "issued_on": f"2023-0{at % 9 + 1}-10",
                   "valid_until": f"2028-0{at % 9 + 1}-09", "status": "valid", "window": at == 4,
                   "updated_at": "2026-11-18"}
            if at == 4:
                row["duty"] = "受理咨询，核对申请材料，送达文书"
            cases.append(Case("officers", row))
    by_agency = {a.slug: [c for c in cases if c.row["agency"] == a.code] for a in district.agencies.values()}
    by_agency["market"][5].row["valid_until"] = "2026-11-09"
    gone = by_agency["market"][6]
    gone.row["valid_until"] = "2026-03-31"
    gone.fate, gone.reasons, gone.named = "expired", ["term_ended"], True
    by_agency["urban"][5].row.update({"status": "suspended", "changed_on": "2026-11-16"})
    by_agency["police"][5].row.update({"changed_on": "2026-09-01", "post": "三级行政执法员"})
    nameless = {k: v for k, v in by_agency["police"][6].row.items() if k != "name"}
    cases.append(Case("officers", {**nameless, "id": "99119999990"}, "rejected", ["missing_field"]))
    return cases


def powers(district):
    cases = []
    for slug, agency in district.agencies.items():
        for category in tables.LETTERS:
            for what, basis, *_ in district.matters(slug, category):
                row = {"id": district.item_code(slug, category, what), "agency": agency.code,
                       "name": what if category != "penalty" else f"对{what}的处罚", "category": category,
                       "department": agency.short_name + ("政务服务科" if category == "permit" else "执法大队"),
                       "basis": basis, "responsibilities": "受理或者立案、审查或者调查、决定、送达、事后监管、公示",
                       "fee": "不收费", "target": "法人、非法人组织和自然人",
                       "approved_by": "示例区司法局", "approved_on": "2026-03-18", "updated_at": "2026-11-18"}
                if category == "permit":
                    row.update({"statutory_days": 20, "promised_days": 3 + agency.number % 5})
                elif category == "penalty":
                    row["statutory_days"] = 60
                cases.append(Case("powers", row))
    cases[4].row["changed_on"] = "2026-11-03"
    cases.append(Case("powers", {**cases[0].row, "id": "CF01990Y", "agency": "11990101009900019X"}, "rejected", ["bad_code"]))
    return cases


def inspection_items(district):
    cases = []
    for slug, items in tables.INSPECTION_ITEMS.items():
        agency = district.agencies[slug]
        for at, (name, basis, target, content, cap) in enumerate(items):
            cases.append(Case("inspection-items", {
                "id": f"CJ{agency.number:02d}{at + 1:02d}Y", "agency": agency.code, "name": name, "basis": basis,
                "subject": agency.name, "target": target, "content": content, "ratio": f"{(at + 1) * 5}%",
                "method": "实地检查、书面检查", "frequency": f"每年不超过 {cap} 次", "annual_cap": cap,
                "approved_by": "示例区司法局", "approved_on": "2026-02-26", "updated_at": "2026-11-18"}))
    return cases


# How rows are written ---------------------------------------------------------------------------


def labels(root, dataset):
    fields = json.loads((root / "content" / "datasets" / f"{dataset}.json").read_text(encoding="utf-8"))["fields"]
    return {f["name"]: f["label"] for f in fields}


def flat(row, prefix=""):
    cells = {}
    for key, value in row.items():
        if isinstance(value, dict):
            cells.update(flat(value, prefix + key + "."))
        elif isinstance(value, bool):
            cells[prefix + key] = "true" if value else "false"
        elif isinstance(value, list):
            cells[prefix + key] = "；".join(value)
        else:
            cells[prefix + key] = str(value)
    return cells


def as_csv(cases, names):
    """CSV with Chinese labels where the definition has one; columns in the order they are first used."""
    rows = [flat(case.row) for case in cases]
    columns = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([names.get(column, column) for column in columns])
    writer.writerows([[row.get(column, "") for column in columns] for row in rows])
    return out.getvalue()


def line(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def as_bytes(cases, shape, names):
    if shape == "csv":
        return b"\xef\xbb\xbf" + as_csv(cases, names).encode("utf-8")
    if shape == "plain-csv":
        return as_csv(cases, names).encode("utf-8")
    if shape == "gb18030":
        return as_csv(cases, names).encode("gb18030")
    lines = [case.raw or line(case.row) for case in cases]
    if shape == "array":
        return ("[\n" + ",\n".join(lines) + "\n]\n").encode("utf-8")
    if shape == "records":
        return ('{"records":[\n' + ",\n".join(lines) + "\n]}\n").encode("utf-8")
    return ("\n".join(lines) + "\n").encode("utf-8")


class Demonstration:
    """All feeds of the district, ready to be written."""

    def __init__(self):
        self.district = District()
        self.feeds = []
        planted, self.withdrawals, self.corrections = plant_all(self.district)
        decisions = ordinary_decisions(self.district)
        self.order = {id(c): at for at, c in enumerate(decisions + planted)}
        self.add_lists()
        date_publications(self.district, [c for c in decisions + planted if c.known() and "count_only" not in c.row])
        self.copy_repeated(planted)
        for name, (slugs, file, shape) in DECISION_FEEDS.items():
            self.add_decisions(name, slugs, file, shape, decisions + planted)
        self.add("decisions-earlier", "decisions", [self.district.agencies[slug].code for slug in COUNTS], "decisions-earlier.csv",
                 "csv", history(self.district), ATTESTS)

    def add_lists(self):
        everyone = {**ATTESTS, "natural_persons": True}
        district = self.district
        self.add("agencies", "agencies", "*", "agencies.json", "array", agencies(district), everyone)
        self.add("officers", "officers", "*", "officers.csv", "csv", officers(district), everyone)
        self.add("powers", "powers", "*", "powers.jsonl", "jsonl", powers(district), everyone)
        self.add("inspection-items", "inspection-items", "*", "inspection-items.json", "records", inspection_items(district), everyone)
        self.add("inspections", "inspections", "*", "inspections.csv", "plain-csv", inspections(district), ATTESTS)
        for name, rows in (("auxiliaries", lists.auxiliaries), ("insignia", lists.insignia), ("services", lists.services),
                           ("procedures", lists.procedures), ("discretion-standards", lists.standards),
                           ("review-catalogue", lists.review_catalogue), ("inspection-plans", lists.inspection_plans),
                           ("notices", lists.notices)):
            self.add(name, name, "*", f"{name}.json", "array", rows(district), everyone)

    def copy_repeated(self, planted):
        """A repeated row is the earlier one to the byte; the older of two versions shares its dates."""
        known = {c.id: c for c in planted if c.known()}
        for case in planted:
            if case.fate == "repeated":
                case.row = known[case.id].row
            elif case.fate == "superseded" and "first_published_on" in known[case.id].row:
                case.row["first_published_on"] = known[case.id].row["first_published_on"]

    def add_decisions(self, name, slugs, file, shape, cases):
        codes = [self.district.agencies[slug].code for slug in slugs]
        names = {self.district.agencies[slug].code: self.district.agencies[slug].name for slug in slugs}
        own = [c for c in cases if self.home(c) in slugs]
        own.sort(key=lambda c: (c.row.get("decision_date", "2026-04"), self.order[id(c)]))
        if shape == "gb18030":
            for case in own:
                case.code = case.row["agency"]
                case.row = {**case.row, "agency": names.get(case.row["agency"], case.row["agency"])}
        attests = None
        if set(slugs) <= ATTESTED:
            attests = {**ATTESTS, "natural_persons": "housing" in slugs}
        self.add(name, "decisions", codes, file, shape, own, attests)

    def home(self, case):
        """The agency whose feed carries a row, whatever the row itself says."""
        number = case.row.get("document_number") or case.id
        for slug, agency in self.district.agencies.items():
            if number.startswith(agency.prefix + tables.WORDS.get(case.row.get("category"), "罚")):
                return slug
        return next(a.slug for a in self.district.agencies.values() if a.code == case.row["agency"])

    def add(self, name, dataset, agency, file, shape, cases, attests):
        entry = {"id": name, "dataset": dataset, "agency": agency, "url": f"feeds/{file}",
                 "format": "csv" if shape in ("csv", "plain-csv", "gb18030") else "jsonl" if shape == "jsonl" else "json",
                 "preset": "native", "mode": "snapshot"}
        if shape == "gb18030":
            entry["encoding"] = "GB18030"
        if attests:
            entry["attests"] = attests
        entry["stale_after_days"] = 7
        self.feeds.append((entry, shape, cases))

    def confirmations(self):
        """Annual reports the agencies confirmed: one is late, one agency has not answered yet."""
        lines = []
        for year in (2024, 2025):
            for agency in self.district.agencies.values():
                if (year, agency.slug) == (2025, "street"):
                    continue
                on = f"{year + 1}-02-09" if (year, agency.slug) == (2025, "farming") else f"{year + 1}-01-{14 + agency.number}"
                lines.append({"year": year, "agency": agency.code, "by": agency.name, "on": on})
        return lines

    def declared(self):
        """Applications received and accepted, which no record tells; only agencies that grant permits."""
        granting, lines = {}, []
        for _, _, cases in self.feeds:
            for case in cases:
                if case.dataset == "decisions" and case.known() and case.row.get("category") == "permit":
                    key = (int(case.row["decision_date"][:4]), case.row["agency"])
                    granting[key] = granting.get(key, 0) + 1
        codes = {a.name: a.code for a in self.district.agencies.values()}
        for (year, agency), n in sorted(granting.items()):
            if year < 2026:
                lines.append({"year": year, "agency": codes.get(agency, agency), "table": "permit",
                              "cells": {"applied": n + n // 4, "accepted": n + n // 6}, "by": "政务服务科", "on": f"{year + 1}-01-08"})
        return sorted(lines, key=lambda one: (one["year"], one["agency"]))

    def expected(self):
        everything = [c for _, _, cases in self.feeds for c in cases]
        rejected, states = {}, {}
        for case in everything:
            if case.fate == "rejected":
                rejected[case.reasons[0]] = rejected.get(case.reasons[0], 0) + 1
            elif case.known():
                group = states.setdefault(case.dataset, {})
                group[case.fate] = group.get(case.fate, 0) + 1
        named = [c for c in everything if c.named or c.row.get("document_number") in FIRST_ORDINARY]
        records = list({c.id: self.record(c) for c in named if self.answers(c)}.values())
        hidden = {c.id for c in everything if c.dataset == "decisions" and c.fate in HIDDEN}
        return {"as_of": AS_OF.isoformat(), "feeds": {e["id"]: self.rows(cases) for e, _, cases in self.feeds},
                "states": states, "records": records, "rejected": dict(sorted(rejected.items())),
                "forbidden": sorted(self.district.secrets.values), "hidden_numbers": sorted(hidden),
                "raw_html": ["<script>alert('公示')</script>", "<img src=x onerror", "<b>未按规定</b>", "{{>PARTY}}<b>"]}

    @staticmethod
    def answers(case):
        """Whether `explain` can know the key: rows without agency or whole text leave none."""
        if case.fate == "rejected":
            return case.reasons[0] in ("missing_field", "bad_value", "duplicate") and case.row.get("agency", "").startswith("1199")
        return case.known()

    @staticmethod
    def record(case):
        record = {"dataset": case.dataset, "agency": getattr(case, "code", case.row["agency"]), "id": case.id,
                  "state": case.fate, "reasons": case.reasons}
        if not case.exact:
            record["at_least"] = True
        return record

    @staticmethod
    def rows(cases):
        count = {"rows": len(cases), "known": sum(c.known() for c in cases)}
        for fate in ("repeated", "superseded", "rejected"):
            count[fate] = sum(c.fate == fate for c in cases)
        return count

    def write(self, root):
        feeds = root / "content" / "feeds"
        feeds.mkdir(parents=True, exist_ok=True)
        for entry, shape, cases in self.feeds:
            file = feeds / entry["url"].split("/")[-1]
            file.write_bytes(as_bytes(cases, shape, labels(root, entry["dataset"])))
        head = "  // Fictional agencies; the files are made by tests/demo/make_feeds.py.\n"
        text = "[\n" + head + ",\n".join("  " + json.dumps(e, ensure_ascii=False) for e, _, _ in self.feeds) + "\n]\n"
        (root / "content" / "feeds.json").write_text(text, encoding="utf-8")
        for name, lines in (("withdrawals", self.withdrawals), ("corrections", self.corrections),
                            ("confirmations", self.confirmations()), ("declared", self.declared())):
            path = root / "content" / f"{name}.jsonl"
            path.write_text("".join(line(entry) + "\n" for entry in lines), encoding="utf-8")
        expected = json.dumps(self.expected(), ensure_ascii=False, indent=1) + "\n"
        (root / "tests" / "demo" / "expected.json").write_text(expected, encoding="utf-8")


FIRST_ORDINARY = {"示市监许〔2024〕1号", "示市监许〔2026〕1号", "示城执许〔2025〕1号", "示环许〔2026〕1号",
                  "示公许〔2025〕1号", "示卫许〔2026〕1号", "示人社给〔2026〕1号", "示农裁〔2024〕1号"}


def main():
    root = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parents[2]
    Demonstration().write(root)


if __name__ == "__main__":
    main()
