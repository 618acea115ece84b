"""The rows planted for one reason each: every state and reason that flags, dates and identifiers
decide, every kind of rejection, and names that try to break pages and files."""
import demo_tables as tables
from demo_identity import address_key, broken_credit_code, id_number
from demo_record import Case, day


def change(row, changes):
    """Sets dotted fields; None takes a field out."""
    for path, value in changes.items():
        *parents, last = path.split(".")
        target = row
        for parent in parents:
            target = target.setdefault(parent, {})
        if value is None:
            target.pop(last, None)
        else:
            target[last] = value
    return row


class Planter:
    """Collects cases and numbers their documents from 901 up, apart from the ordinary ones."""

    def __init__(self, district):
        self.district = district
        self.cases = []
        self.numbers = {}

    def number(self, slug, category, year):
        key = (slug, category, year)
        self.numbers[key] = self.numbers.get(key, 900) + 1
        prefix = self.district.agencies[slug].prefix
        return f"{prefix}{tables.WORDS[category]}〔{year}〕{self.numbers[key]}号"

    def keep(self, row, fate, reasons, exact=True, raw=None):
        self.cases.append(Case("decisions", row, fate, reasons, exact, named=True, raw=raw))
        return row

    def fine(self, slug, date, fate="published", reasons=(), party=None, matter=0, exact=True,
             acted_on=None, **changes):
        """A penalty; keyword names write `__` for the dot of a field."""
        date = day(date)
        party = party or self.district.organisation(slug)
        if isinstance(matter, int):
            matter = tables.PENALTIES[slug][matter]
        row = self.district.penalty(slug, date, party, matter, acted_on and day(acted_on))
        row["document_number"] = self.number(slug, "penalty", date.year)
        change(row, {k.replace("__", "."): v for k, v in changes.items()})
        return self.keep(row, fate, reasons, exact)

    def act(self, slug, category, date, fate="published", reasons=(), party=None, exact=True, **changes):
        """Any other act: a permit, a payment, a reward."""
        date = day(date)
        party = party or self.district.organisation(slug)
        row = self.district.other(slug, category, date, party, tables.MATTERS[category][slug][0])
        if category == "permit":
            row.update({"outcome": "granted", "content": "准予许可。"})
        row["document_number"] = self.number(slug, category, date.year)
        change(row, {k.replace("__", "."): v for k, v in changes.items()})
        return self.keep(row, fate, reasons, exact)


def minors(plant):
    d = plant.district
    stall = tables.PERSON_PENALTIES["street"][0]
    road = tables.PERSON_PENALTIES["urban"][0]

    def child(name, born, **more):
        return d.person(name, day(born) if born else None, **more)

    flagged = child("欧阳小雨", "2010-06-15", identity=False, birth_date=None)
    plant.fine("street", "2026-09-03", "withheld", ["minor"], flagged, stall, disclosure__minor=True)
    plant.fine("street", "2026-06-12", "withheld", ["minor"], child("司马念慈", "2009-05-01", identity=False),
               stall, acted_on="2026-06-01", disclosure__minor=None)
    plant.fine("urban", "2026-08-20", "withheld", ["minor"],
               child("诸葛星辰", "2010-03-15", birth_date=None), road, disclosure__minor=None)
    plant.fine("urban", "2026-07-01", "withheld", ["minor"], child("上官若水", "2008-06-15"), road,
               acted_on="2026-06-15", disclosure__minor=None)
    plant.fine("urban", "2026-07-02", "published", [], child("令狐长风", "2008-06-15"), road,
               acted_on="2026-06-16", disclosure__minor=None)
    plant.fine("urban", "2026-07-03", "withheld", ["minor"], child("皇甫云帆", "2011-02-28"), road,
               acted_on="2026-06-20", exact=False)
    plant.fine("transport", "2026-07-06", "withheld", ["minor"], child("慕容晚晴", "2008-02-29"),
               tables.PERSON_PENALTIES["transport"][0], acted_on="2026-02-28", disclosure__minor=None)
    plant.act("labour", "payment", "2026-05-18", "withheld", ["minor"], child("尉迟小满", "2009-01-20"),
              disclosure__minor=None)
    plant.fine("urban", "2026-05-20", "withheld", ["minor", "series_unknown"],
               child("夏侯知夏", "2009-09-09"), road, acted_on="2026-05-01", disclosure__series_case=None,
               disclosure__minor=True)


def minors_unknown(plant):
    d = plant.district
    road = tables.PERSON_PENALTIES["urban"][0]
    held = ("held", ["minor_unknown"])
    plant.fine("urban", "2026-09-08", *held, d.person(identity=False, birth_date=None), road,
               disclosure__minor=None)
    plant.fine("urban", "2026-09-09", *held, d.person(birth=day("1990-01-01"), birth_date="1985-03-04"), road,
               disclosure__minor=None)
    plant.fine("urban", "2026-09-10", *held, d.person(birth=day("2007-03-01")), road, acted_on=None,
               disclosure__minor=None)
    del plant.cases[-1].row["acted_on"]
    plant.fine("urban", "2026-09-11", *held, d.person(identity=False, birth_date="不详"), road,
               disclosure__minor=None)
    number = id_number(day("1988-08-08"), 321)
    wrong = d.secrets.add(number[:17] + ("1" if number[17] != "1" else "2"))
    plant.fine("urban", "2026-09-14", *held, d.person(birth_date=None, id_number=wrong), road,
               disclosure__minor=None)


def exclusions(plant):
    d = plant.district
    plant.fine("market", "2026-06-10", "withheld", ["state_secret"], disclosure__secrecy="work")
    plant.fine("market", "2026-06-11", "withheld", ["security"], disclosure__security_risk=True)
    plant.fine("market", "2026-06-12", "withheld", ["series_case"], disclosure__series_case="open")
    plant.fine("market", "2026-06-15", "published", [], disclosure__series_case="closed")
    for date, word in (("2026-06-16", "suspected"), ("2026-06-17", "transferred"), ("2026-06-18", "under_investigation")):
        plant.fine("market", date, "withheld", ["criminal"], disclosure__criminal=word)
    plant.fine("market", "2026-06-22", "published", [], disclosure__criminal="closed")
    plant.fine("environment", "2026-06-23", "withheld", ["restricted_scope"], disclosure__scope=1)
    plant.act("environment", "permit", "2026-06-24", "withheld", ["restricted_scope"], disclosure__scope=2)
    plant.act("environment", "permit", "2026-06-25", "withheld", ["trade_secret"], disclosure__secrecy="trade")
    plant.act("labour", "confirmation", "2026-06-26", "withheld", ["privacy"], disclosure__secrecy="privacy")
    recipe = d.secrets.add("寒梅七号工艺配方")
    plant.act("environment", "permit", "2026-06-29", "published", [], licence=recipe,
              title=f"建设项目环境影响报告表审批（{recipe}）", disclosure__secrecy="trade",
              disclosure__redact=["licence"])
    hidden = d.organisation("environment", d.secrets.add("示例区藏锋精密仪器有限公司"))
    d.secrets.add(hidden["uscc"])
    d.secrets.add(hidden["legal_representative"])
    plant.fine("environment", "2026-06-30", "published", [], hidden,
               disclosure__redact=["party.name", "party.uscc", "party.legal_representative"])
    plant.fine("environment", "2026-07-01", "held", ["redaction_unsure"], disclosure__redact=["party.nickname"])
    brawl = ("扰乱公共场所秩序", "《中华人民共和国治安管理处罚法》第二十六条", ["罚款"], 200, 1000)
    plant.fine("police", "2026-07-02", "withheld", ["public_security_record"], d.person(), brawl)
    plant.fine("police", "2024-07-02", "withheld", ["public_security_record"], d.person(), brawl, exact=False)
    old = ("扰乱单位秩序", "《中华人民共和国治安管理处罚条例》第十九条", ["警告"], 0, 0)
    plant.fine("police", "2026-10-12", "withheld", ["public_security_record"], d.person(), old)
    plant.fine("police", "2026-07-03", "published", [], matter=2)
    counted = [("market", "penalty", "minor"), ("police", "penalty", "public_security_record"),
               ("market", "permit", "trade_secret"), ("urban", "penalty", "criminal")]
    for at, (slug, category, reason) in enumerate(counted):
        agency = d.agencies[slug]
        row = {"id": f"JS-{agency.number:02d}-{at + 1:03d}", "agency": agency.code, "category": category,
               "decision_date": f"2026-0{at + 4}-15", "count_only": True, "reason": reason}
        if category == "penalty":
            row.update({"penalty_kinds": ["罚款"], "fine": 500, "confiscated": 0})
        plant.keep(row, "withheld", [reason], exact=False)


def terms(plant):
    d = plant.district
    expired = ("expired", ["term_ended"])
    plant.fine("market", "2025-11-21", "published")
    plant.fine("market", "2025-11-20", *expired)
    plant.fine("market", "2024-05-08", *expired)
    plant.fine("market", "2024-05-09", "published", matter=7)
    plant.fine("health", "2026-08-21", "published", matter=3)
    plant.fine("health", "2026-08-20", *expired, matter=3)
    plant.fine("housing", "2026-03-02", *expired, matter=2)
    plant.act("market", "permit", "2025-04-01", *expired, publish_until="2026-06-30")
    plant.act("market", "permit", "2025-04-02", "published", publish_until="2026-11-21")
    plant.fine("market", "2026-05-06", *expired, publish_until="2026-11-20")
    plant.fine("market", "2026-03-10", "expired", ["repaired"], repaired_on="2026-10-10")
    plant.fine("market", "2026-03-11", "published", repaired_on="2026-12-01")
    plant.fine("market", "2025-03-12", "expired", ["repaired", "term_ended"], repaired_on="2025-09-12")
    plant.fine("police", "2024-08-14", "published", [], d.person(), tables.PERSON_PENALTIES["police"][0])


def withdrawals(plant):
    """Status changes; and lines for withdrawals.jsonl."""
    d = plant.district
    new = plant.fine("market", "2026-04-20", "published", matter=1)
    for at, status in enumerate(("amended", "revoked", "confirmed_illegal", "void", "remade")):
        row = plant.fine("market", f"2026-02-{24 + at % 4}", "withdrawn", [status], matter=1, status=status,
                         status_on="2026-04-20", status_reason="行政复议机关决定")
        if status in ("amended", "remade"):
            row["replaced_by"] = new["document_number"]
    plant.act("transport", "permit", "2024-09-10", "withdrawn", ["revoked"], status="revoked",
              status_on="2026-03-16")
    plant.fine("market", "2026-05-25", "published", status="suspended", status_on="2026-06-01")
    plant.fine("market", "2026-05-26", "published", status="revoked", status_on="2026-12-01")
    lines = []

    def line(row, reason, ground, on):
        lines.append({"dataset": "decisions", "agency": row["agency"], "id": row["document_number"],
                      "reason": reason, "ground": ground, "by": "示例区司法局", "on": on})

    ordered = plant.fine("urban", "2026-05-11", "withdrawn", ["order"])
    line(ordered, "order", "示例区人民政府行政执法监督通知", "2026-10-15")
    upheld = plant.fine("urban", "2026-05-12", "withdrawn", ["objection_upheld"])
    line(upheld, "objection_upheld", "《中华人民共和国政府信息公开条例》第四十一条", "2026-09-21")
    restored = plant.fine("urban", "2026-05-13", "published")
    line(restored, "order", "示例区人民政府行政执法监督通知", "2026-09-01")
    line(restored, "restored", "监督事项办结", "2026-09-20")
    later = plant.fine("urban", "2026-05-14", "published")
    line(later, "order", "示例区人民政府行政执法监督通知", "2026-12-10")
    intimate = plant.fine("urban", "2026-05-15", "withheld", ["privacy"])
    lines.append({"dataset": "decisions", "agency": intimate["agency"],
                  "key": address_key("decisions", intimate["agency"], intimate["document_number"]),
                  "reason": "privacy", "ground": "《中华人民共和国个人信息保护法》第二十五条", "by": "示例区司法局",
                  "on": "2026-11-12"})
    objections = []
    for date, state, more in (("2026-10-20", "open", {}),
                              ("2026-09-15", "refused", {"decided_on": "2026-10-09",
                                                         "note": "现场检查笔录和当事人签字确认的单据一致，金额无误"})):
        row = plant.fine("transport", date, "published")
        objections.append({"dataset": "decisions", "agency": row["agency"], "id": row["document_number"],
                           "kind": "objection", "state": state, "received_on": "2026-11-16" if state == "open" else "2026-09-28",
                           **more, "by": d.agencies["transport"].name})
    return lines, objections


def unknowns(plant):
    d = plant.district
    held = "held"
    for at, (flag, reason) in enumerate((("secrecy", "secrecy_unknown"), ("criminal", "criminal_unknown"),
                                         ("series_case", "series_unknown"), ("security_risk", "security_unknown"),
                                         ("reviewed_by", "unreviewed"))):
        plant.fine("market", f"2026-08-{at + 3:02d}", held, [reason], **{f"disclosure__{flag}": None})
    plant.fine("market", "2026-08-10", held, ["secrecy_unknown"], disclosure__secrecy="待定")
    plant.fine("market", "2026-08-11", held, ["security_unknown"], disclosure__security_risk="也许")
    plant.fine("market", "2026-08-12", held, ["criminal_unknown"], disclosure__criminal="yes")
    plant.fine("market", "2026-08-13", held, ["scope_unknown"], disclosure__scope="部分公开")
    plant.fine("market", "2026-08-14", held, ["status_unknown"], status="待核实")
    plant.fine("market", "2026-08-17", held, ["criminal_unknown", "secrecy_unknown"],
               disclosure__criminal=None, disclosure__secrecy=None)
    nobody = {"name": "老街口风味小馆子"}
    plant.fine("market", "2026-08-18", held, ["party_unknown"], {**nobody, "kind": "organisation"}, party__kind=None)
    short = {"name": d.secrets.add("覃怀瑾"), "kind": "organisation"}
    plant.fine("market", "2026-08-19", held, ["party_unknown"], short)
    detained = ("妨害动物防疫秩序", "", ["行政拘留"], 0, 0)
    plant.fine("police", "2026-08-20", held, ["basis_unknown"], d.person(), detained, basis=None)
    plant.fine("market", "2026-08-21", held, ["redaction_unsure"],
               title="销售合同编号20260088123所涉不合格产品案")
    plant.fine("market", "2026-08-24", held, ["redaction_unsure"],
               title=f"登记号{d.secrets.mobile()}00销售不合格产品案")
    plant.fine("market", "2026-12-15", held, ["not_yet"], disclosure__reviewed_on="2026-11-18",
               acted_on="2026-11-02")
    plant.fine("market", "2026-08-25", "published", legal_review="pending", fine=80000)


def attested(plant):
    """Rows of the feed whose agency attests for organisations only."""
    d = plant.district
    rare = d.organisation("health", "示例区𠮷㐂口腔诊所有限公司")
    plant.act("health", "permit", "2026-09-16", "published", [], rare, disclosure=None)
    reasons = ["criminal_unknown", "secrecy_unknown", "security_unknown", "series_unknown", "unreviewed"]
    person = d.person(birth=day("1979-04-05"), identity=False)
    doctor = ("超出注册的执业范围执业", "《中华人民共和国医师法》第五十七条", ["警告", "罚款"], 10000, 30000)
    plant.fine("health", "2026-09-17", "held", reasons, person, doctor, disclosure=None)


def hostile(plant):
    """Names that break pages, templates, spreadsheets, file names and fonts."""
    d = plant.district
    names = ["<script>alert('公示')</script>示例贸易有限公司", "{{BI_NEWLINE}}{{#PARTY}}示例模板{{/PARTY}}有限公司",
             "=HYPERLINK(\"https://example.invalid\",\"示例\")有限公司", "示例\u202e司公限有转反\u202c商贸有限公司",
             "\"><img src=x onerror=alert(1)>示例图像有限公司", "'; DROP TABLE records; --示例软件有限公司",
             "示例区𠮷野㐂屋餐饮有限公司", "示例\u200b零宽\ufeff字符有限公司", "../../示例路径\\有限公司",
             "@SUM(1+1)示例表格有限公司", "示例区" + "超长名称" * 60 + "有限公司", "示例&amp;实体&lt;有限公司😀",
             "示例区换行\n回车\t制表有限公司", "示例,逗号;分号；\"引号\"有限公司"]
    for at, name in enumerate(names):
        slug = ("market", "transport")[at % 2]
        plant.act(slug, "permit", f"2026-10-{at + 12:02d}", "published", [], d.organisation(slug, name))
    plant.fine("market", "2026-10-28", title="{{>PARTY}}<b>未按规定</b>建立台账案&nbsp;%00")
    plant.fine("market", "2026-10-29", violation_type="-1+1|cmd' /C calc'!A0")
    bracket = plant.fine("market", "2026-10-30")
    bracket["document_number"] = bracket["document_number"].replace("〔", "【").replace("〕", "】")


def people(plant):
    """Masked parties: persons by several proofs of age, businesses named after their operator."""
    d = plant.district
    road = tables.PERSON_PENALTIES["urban"][0]
    plant.fine("urban", "2026-10-13", "published", [], d.person(birth_date=None), road, disclosure__minor=None)
    plant.fine("urban", "2026-10-14", "published", [], d.person(identity=False, birth_date=None), road)
    plant.fine("urban", "2026-10-15", "published", [], d.person(name="秦翯"), road)
    plant.fine("urban", "2026-10-16", "published", [], d.person(name="独孤怀瑾"), road)
    plant.fine("urban", "2026-10-19", "published", [], d.person(name="阿依努尔·艾则孜"), road)
    plant.act("market", "reward", "2026-09-22", "published", [], d.person())
    for date in ("2026-09-01", "2026-09-02", "2026-09-03"):
        plant.fine("market", date, "published", [], d.business("market", named=True))
    plant.act("market", "permit", "2026-09-04", "published", [], d.business("market", named=True))
    wrong = dict(d.organisation("market", "示例区错码粮油贸易有限公司"))
    wrong["uscc"] = d.secrets.add(broken_credit_code(wrong["uscc"]))
    plant.fine("market", "2026-09-07", "published", [], wrong)
    unsaid = dict(d.organisation("market", "示例区明码实价粮油商行"))
    del unsaid["kind"]
    plant.fine("market", "2026-09-08", "published", [], {**unsaid, "kind": "organisation"}, party__kind=None)


def rejected(plant):
    """Rows that cannot become records, and rows that stand twice."""
    d = plant.district

    def bad(reason, slug, date, **changes):
        return plant.fine(slug, date, "rejected", [reason], **changes)

    bad("missing_field", "market", "2026-04-01", decision_date=None)
    bad("missing_field", "market", "2026-04-02", party__name=None)
    bad("missing_field", "market", "2026-04-03", content=None, penalty_kinds=None)
    bad("missing_field", "urban", "2026-04-07", category=None)
    bad("bad_value", "market", "2026-04-08", decision_date="2026-13-45")
    bad("bad_value", "market", "2026-04-09", fine=-500)
    bad("bad_value", "market", "2026-04-10", acted_on="2026-04-20")
    bad("bad_value", "market", "2026-04-13", publish_until="2026-04-01")
    bad("bad_value", "market", "2026-04-14", fine="伍仟元左右")
    bad("bad_value", "transport", "2026-04-15", decision_date="2026-02-30")
    bad("bad_value", "health", "2026-04-16", agency="示例区卫生监督总所", disclosure=None)
    bad("bad_code", "market", "2026-04-17", agency=broken_credit_code(d.agencies["market"].code))
    bad("bad_code", "market", "2026-04-20", agency=d.agencies["police"].code)
    bad("bad_code", "transport", "2026-04-21", agency=broken_credit_code(d.agencies["transport"].code))
    first = bad("duplicate", "market", "2026-04-22")
    plant.keep({**first, "violation_type": "经营超过保质期的食品"}, "rejected", ["duplicate"])
    secret = d.secrets.add("甲号专项保障任务中查处的仓储点")
    bad("secret", "market", "2026-04-23", title=secret, disclosure__secrecy="state")
    bad("secret", "market", "2026-04-24", facts="机密★10年\n" + d.secrets.add("乙号专项保障任务现场情况说明"))
    broken = plant.fine("market", "2026-04-27", "rejected", ["unreadable"])
    plant.cases[-1].raw = '{"agency":"' + broken["agency"] + '","category":"penalty","document_number":"' + \
        broken["document_number"] + '","party":{"name":"' + d.secrets.add("示例区断行五金有限公司") + '"'
    for date in ("2026-07-13", "2026-07-14", "2026-07-15"):
        twice = plant.fine("market", date)
        plant.keep(twice, "repeated", [])
    for date in ("2026-07-16", "2026-07-17"):
        newer = plant.fine("market", date)
        older = {**newer, "updated_at": "2026-10-08", "title": f"{newer['party']['name']}（联系电话{d.secrets.mobile()}）案"}
        plant.keep(older, "superseded", [])


def inspections(district):
    """Special rows among the inspection results: (changes, fate, reasons)."""
    d = district
    young = d.person("宇文清扬", day("2010-08-08"))
    grown = d.person(birth=day("1969-02-03"))
    flags = {"secrecy": "none", "security_risk": False, "series_case": "none", "criminal": "none",
             "reviewed_by": "区人力社保局法制科", "reviewed_on": "2026-09-30"}
    return [
        ({"party": young, "disclosure": dict(flags)}, "withheld", ["minor"]),
        ({"party": grown, "disclosure": dict(flags)}, "published", []),
        ({"disclosure": {"criminal": "under_investigation"}}, "withheld", ["criminal"]),
        ({"disclosure": {"scope": 1}}, "withheld", ["restricted_scope"]),
        ({"party": {"name": d.secrets.add("冯逢霜"), "kind": "organisation"}, "disclosure": dict(flags)},
         "held", ["party_unknown"]),
        ({"inspected_on": "2026-12-02"}, "held", ["not_yet"]),
        ({"disclosure": {"secrecy": "未定"}}, "held", ["secrecy_unknown"]),
        ({"inspected_on": "2026-09-31"}, "rejected", ["bad_value"]),
    ]


def plant_all(district):
    plant = Planter(district)
    for kind in (minors, minors_unknown, exclusions, terms, unknowns, attested, hostile, people, rejected):
        kind(plant)
    lines, objections = withdrawals(plant)
    return plant.cases, lines, objections

