"""Builds rows as agencies send them, each with what must become of it."""
import datetime
import json
import pathlib

import demo_tables as tables
from demo_identity import Dice, People, Secrets, certificate_number, credit_code

AS_OF = datetime.date(2026, 11, 21)
CALENDARS = pathlib.Path(__file__).resolve().parents[2] / "content" / "calendars"


def day(text):
    return datetime.date.fromisoformat(text)


class Calendar:
    """Working days by the calendars of the site."""

    def __init__(self):
        self.holidays, self.workdays = set(), set()
        for path in sorted(CALENDARS.glob("*.json")):
            year = json.loads(path.read_text(encoding="utf-8"))
            self.holidays.update(year["holidays"])
            self.workdays.update(year["workdays"])

    def works(self, date):
        iso = date.isoformat()
        return iso in self.workdays or (date.weekday() < 5 and iso not in self.holidays)

    def add(self, date, count):
        """The day `count` working days on; the first day does not count."""
        while count:
            date += datetime.timedelta(days=1)
            count -= self.works(date)
        return date

    def on_or_before(self, date):
        while not self.works(date):
            date -= datetime.timedelta(days=1)
        return date


def plus_months(date, months):
    month = date.month - 1 + months
    year, month = date.year + month // 12, month % 12 + 1
    last = (datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)).day
    return datetime.date(year, month, min(date.day, last))


LONG_KINDS = {"吊销许可证件", "限制开展生产经营活动", "责令停产停业", "责令关闭", "限制从业", "行政拘留"}
SHORT_KINDS = {"警告", "通报批评"}


def term_end(row):
    """The last day a decision is shown under the rule set ndrc-36; None when there is no end."""
    kinds = set(row.get("penalty_kinds", []))
    if row["category"] != "penalty" or not kinds:
        return None
    months = 36 if kinds & LONG_KINDS else 3 if kinds <= SHORT_KINDS else 12
    return plus_months(day(row["decision_date"]), months)


class Case:
    """One row and its fate: a state with reasons, or `rejected`, `repeated`, `superseded`."""

    def __init__(self, dataset, row, fate="published", reasons=(), exact=True, named=False, raw=None):
        self.dataset, self.row, self.fate, self.reasons = dataset, row, fate, sorted(reasons)
        self.exact, self.named, self.raw = exact, named, raw

    @property
    def id(self):
        return self.row.get("id") or self.row.get("document_number", "")

    def known(self):
        return self.fate in ("published", "withheld", "held", "withdrawn", "expired")


class Agency:
    def __init__(self, entry, people):
        (self.slug, self.number, self.name, self.short_name, self.prefix, self.kind, self.level,
         self.house, self.functions, self.basis) = entry
        self.code = credit_code("11", f"{990000 + self.number:08d}")
        self.region = "990101"
        self.officers = []
        self.people = people

    def hire(self, count):
        for _ in range(count):
            number = certificate_number(self.number, len(self.officers) + 1)
            self.officers.append((number, self.people.officer()))


class District:
    """Everybody and everything the rows speak of."""

    def __init__(self):
        self.dice = Dice("示例区")
        self.calendar = Calendar()
        self.people = People(Dice("姓名"))
        self.secrets = Secrets()
        self.agencies = {e[0]: Agency(e, self.people) for e in tables.AGENCIES}
        self.parties = {}
        self.bodies = 0
        for agency in self.agencies.values():
            agency.hire(7 if agency.slug in ("market", "urban", "police") else 5)

    def _code(self, kind):
        self.bodies += 1
        return credit_code(kind, f"MA9X{self.bodies:04d}")

    def organisation(self, slug, name=None):
        """A company; the same name gives the same company."""
        if name is None:
            name = f"示例区{self.dice.choice(tables.BRANDS)}{self.dice.choice(tables.TRADES[slug])}有限公司"
        if name not in self.parties:
            self.parties[name] = {"name": name, "kind": "organisation", "uscc": self._code("91"),
                                  "legal_representative": self.people.representative()}
        return dict(self.parties[name])

    def business(self, slug, operator=None, named=False):
        """An individual business; its operator is a private person."""
        operator = operator or self.people.private()
        self.secrets.add(operator)
        trade = self.dice.choice(tables.TRADES[slug])
        name = f"示例区{operator if named else self.dice.choice(tables.BRANDS)}{trade}经营部"
        while not named and name in self.parties:
            name = f"示例区{self.dice.choice(tables.BRANDS)}{self.dice.choice(tables.TRADES[slug])}经营部"
        party = {"name": name, "kind": "individual_business", "uscc": self._code("92"),
                 "legal_representative": operator, "phone": self.secrets.mobile()}
        self.parties[name] = party
        return dict(party)

    def person(self, name=None, birth=None, identity=True, **more):
        """A natural person, grown up unless `birth` says otherwise."""
        name = self.secrets.add(name or self.people.private())
        born = birth or datetime.date(self.dice.between(1958, 1998), self.dice.between(1, 12),
                                      self.dice.between(1, 28))
        party = {"name": name, "kind": "natural_person"}
        if identity:
            party["id_type"] = "身份证"
            party["id_number"] = self.secrets.identity(born)
        if birth is not None or not identity:
            party["birth_date"] = born.isoformat()
        party["phone"] = self.secrets.mobile()
        party["address"] = self.secrets.home()
        party.update(more)
        return {k: v for k, v in party.items() if v is not None}

    def facts(self, agency, party, what, date):
        """What happened, with the kind of values that a redactor has to find."""
        text = f"{date.year}年{date.month}月{date.day}日，{agency.short_name}执法人员依法检查时发现，当事人存在{what}的行为。"
        if self.dice.chance(30):
            witness = self.secrets.add(self.people.private())
            text += f"在场员工{witness}（联系电话：{self.secrets.mobile()}）对上述事实予以确认。"
        if self.dice.chance(12):
            text += f"违法款项汇入账号{self.secrets.card()}。"
        if self.dice.chance(8):
            text += f"当事人通过{self.secrets.mail()}提交陈述意见。"
        if party["kind"] == "natural_person" and "address" in party:
            text += f"当事人住址：{party['address']}。"
        return text

    def disclosure(self, agency, date, party):
        flags = {"secrecy": "none", "security_risk": False, "series_case": "none", "criminal": "none",
                 "scope": 0, "reviewed_by": agency.short_name + "法制科", "reviewed_on": date.isoformat()}
        if party["kind"] == "natural_person":
            flags = {"minor": False, **flags}
        return flags

    def item_code(self, slug, category, what):
        """The code of the power item behind a matter, or None when the list has no such item."""
        pool = [m[0] for m in self.matters(slug, category)]
        if what not in pool:
            return None
        return f"{tables.LETTERS[category]}{self.agencies[slug].number:02d}{pool.index(what) + 1:02d}0Y"

    def matters(self, slug, category):
        if category == "penalty":
            return tables.PENALTIES.get(slug, [])
        return tables.MATTERS[category].get(slug, [])

    def penalty(self, slug, date, party, matter, acted_on=None):
        what, basis, kinds, low, high = matter
        agency = self.agencies[slug]
        fine = (low + self.dice.below((high - low) // 100 + 1) * 100) if "罚款" in kinds else 0
        seized = sum(k in ("没收违法所得", "没收非法财物") for k in kinds) * self.dice.between(2, 90) * 88
        acted = acted_on or date - datetime.timedelta(days=self.dice.between(20, 90))
        parts = [f"罚款 {fine} 元" if k == "罚款" else k for k in kinds]
        row = self._row(slug, "penalty", date, party, what)
        row.update({"title": f"{party['name']}{what}案", "procedure": "ordinary",
                    "violation_type": what, "facts": self.facts(agency, party, what, acted),
                    "basis": basis, "penalty_kinds": list(kinds), "content": "；".join(parts) + "。",
                    "acted_on": acted.isoformat(), "circumstance": self.dice.choice(["none", "none", "lenient", "heavier"]),
                    "legal_review": "passed" if fine >= 50000 else "not_required",
                    "recording": f"QGC-{agency.number:02d}-{self.dice.between(1000, 9999)}"})
        if fine:
            row["fine"] = fine
        if seized:
            row["confiscated"] = seized
        if set(kinds) & LONG_KINDS:
            row["procedure"] = "hearing"
        return row

    def other(self, slug, category, date, party, matter):
        what, basis, extra = matter
        row = self._row(slug, category, date, party, what)
        row.update({"title": what, "basis": basis, "content": f"{what}，依法办结。", "outcome": "completed"})
        if category == "permit":
            self._permit(row, date, extra)
        elif category in ("coercive_measure", "coercive_execution"):
            row["measures"] = [extra]
            row["acted_on"] = (date - datetime.timedelta(days=self.dice.between(0, 5))).isoformat()
            row["completed_on"] = date.isoformat()
        elif category in ("payment", "reward", "expropriation"):
            row["amount"] = f"{self.dice.between(5, 400) * 100}.{self.dice.choice(['00', '50'])}"
        return row

    def _permit(self, row, date, licence):
        granted = not self.dice.chance(6)
        row["outcome"] = "granted" if granted else "refused"
        row["content"] = "准予许可。" if granted else "不予许可，理由：申请材料不符合法定条件。"
        if granted:
            row["licence"] = f"{licence}{self.dice.between(1000, 9999)}号"
            row["valid_from"] = date.isoformat()
            row["valid_until"] = plus_months(date, self.dice.choice([12, 36, 60])).isoformat()

    def _row(self, slug, category, date, party, what):
        agency = self.agencies[slug]
        staff = [number for number, _ in agency.officers[:4]]
        first = self.dice.below(3)
        item = self.item_code(slug, category, what)
        return {"agency": agency.code, "category": category, "document_number": "", "title": "",
                **({"item": item} if item else {}), "party": party, "decision_date": date.isoformat(), "region": agency.region,
                "officers": [staff[first], staff[first + 1]], "updated_at": "2026-11-19",
                "source": "办案系统", "disclosure": self.disclosure(agency, date, party)}
