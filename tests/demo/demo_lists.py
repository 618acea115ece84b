"""What the district's agencies publish before and during enforcement: guides, procedures, standards,
catalogues, plans, notices, insignia and auxiliaries. Word tables first, then the rows.

`recording-catalogue` has no rows on purpose: site.json says why, and the page shows that sentence.
"""
import demo_tables as tables
from demo_record import Case, day

UPDATED = "2026-11-18"

# agency → (unit, role, duties, authority, headcount)
AUXILIARIES = {
    "urban": [("区城管局执法大队", "协管员", "劝导占道经营，巡查市容，搬运物品，维持现场秩序",
               "在执法人员带领下开展辅助工作，不得实施行政处罚和行政强制", 38),
              ("区城管局指挥中心", "信息员", "接听来电，登记线索，整理视频记录", "不得单独接触案卷原件", 6)],
    "transport": [("区交通运输局执法大队", "路政协管员", "协助疏导交通，摆放警示标志，填写巡查记录",
                   "不得拦截车辆，不得收取费用", 14)],
    "police": [("公安分局治安大队", "警务辅助人员", "巡逻值守，维护秩序，录入信息", "在民警带领下开展工作，不得单独执法", 52)],
    "street": [("青禾街道综合行政执法队", "巡查员", "沿街巡查，劝导整改，上报问题", "不得作出处罚决定，不得扣押物品", 9)],
}

# (agency, wearer, kind, name, description, images)
INSIGNIA = [
    ("urban", "officer", "clothing", "综合行政执法制式服装（春秋）", "藏青色上衣和长裤，左臂佩戴臂章，胸前佩戴胸号。", ["uniform.svg"]),
    ("urban", "officer", "emblem", "综合行政执法臂章", "盾形，蓝底，印有“综合行政执法”字样和编号。", ["armband.png"]),
    ("urban", "officer", "certificate", "行政执法证件", "封皮深蓝色，内页有照片、姓名、执法证号、执法区域和有效期。检查时应当主动出示。", ["certificate.svg"]),
    ("urban", "auxiliary", "clothing", "协管员反光背心", "浅灰色背心，后背印有“协管”字样，不得佩戴执法标志。", ["vest.svg"]),
    ("street", "officer", "sign", "街道综合行政执法胸号", "长方形，印有街道名称和六位编号。", ["badge.svg"]),
    ("police", "auxiliary", "clothing", "警务辅助人员服装", "与人民警察制式服装有明显区别，印有“警务辅助”字样。", []),
]

STEPS = "受理、审查、决定、制证、送达"
CHANNEL = "窗口办理、网上办理、邮寄办理"
COMMON_MATERIALS = [
    {"name": "营业执照或者其他主体资格证明", "form": "复印件 1 份", "instructions": "能够通过数据共享核验的，不用提交"},
    {"name": "经办人身份证明", "form": "原件核对", "instructions": "委托他人办理的，另交授权委托书"},
]
# What each kind of permit asks for beyond that; others ask for a plan of the premises.
MATERIALS = {
    "market": [{"name": "主要设备设施布局图", "form": "原件 1 份", "instructions": "标明清洗、加工、贮存的位置"},
               {"name": "食品安全规章制度目录", "form": "原件 1 份", "instructions": "不用提交全文"}],
    "urban": [{"name": "占用或者设置位置的平面图", "form": "原件 1 份", "instructions": "标明长、宽、高和起止时间"}],
}
SERVICE_AGENCIES = ("market", "urban", "housing", "transport", "health", "labour")

ORDINARY_PENALTY = [("立案", "执法大队", "5 个工作日", [1]), ("调查取证", "执法大队", "60 日", [2]),
                    ("法制审核", "法制科", "5 个工作日", [3]), ("告知权利", "执法大队", "5 个工作日", [4, 5]),
                    ("听证", "法制科", "20 个工作日", [5]), ("集体讨论和决定", "机关负责人", "", [6]),
                    ("送达", "执法大队", "7 日", [7]), ("公示", "法制科", "7 个工作日", [8]), ("执行和结案", "执法大队", "15 日", [])]
SUMMARY_PENALTY = [("出示证件，查明事实", "两名执法人员", "当场", [1]), ("告知权利，听取陈述申辩", "两名执法人员", "当场", [2]),
                   ("填写并交付当场处罚决定书", "两名执法人员", "当场", [3]), ("备案", "所属机关", "2 日", [])]
PERMIT = [("申请", "申请人", "", [1]), ("受理", "受理窗口", "当场或者 5 日", [2, 3]), ("补正材料", "申请人", "", [1]),
          ("审查", "业务科室", "10 个工作日", [4]), ("决定", "机关负责人", "20 个工作日", [5, 6]),
          ("颁发、送达证件", "受理窗口", "10 个工作日", []), ("不予许可，说明理由", "受理窗口", "", [])]
INSPECTION = [("抽取对象和人员", "检查科室", "", [1]), ("出示证件和检查通知书", "两名检查人员", "当场", [2]),
              ("现场检查，制作记录", "两名检查人员", "当日", [3, 4]), ("未发现问题，归档", "检查科室", "", [5]),
              ("责令改正或者移送立案", "检查科室", "5 个工作日", [5]), ("公示检查结果", "检查科室", "20 个工作日", [])]
MEASURE = [("报经负责人批准", "执法大队", "实施前", [1]), ("出示证件，通知当事人到场", "两名执法人员", "当场", [2]),
           ("告知理由、依据和救济途径", "两名执法人员", "当场", [3]), ("制作笔录和清单，交付决定书", "两名执法人员", "当场", [4]),
           ("作出处理或者解除", "执法大队", "30 日", [])]
# (name, category, basis, steps, agencies)
PROCEDURES = [
    ("行政处罚普通程序", "penalty", "《中华人民共和国行政处罚法》第五十四条至第六十二条", ORDINARY_PENALTY,
     ("market", "urban", "emergency", "environment", "housing", "transport", "health")),
    ("行政处罚简易程序", "penalty", "《中华人民共和国行政处罚法》第五十一条至第五十三条", SUMMARY_PENALTY, ("market", "urban", "street")),
    ("行政许可流程", "permit", "《中华人民共和国行政许可法》第四章", PERMIT, ("market", "housing", "transport")),
    ("行政检查流程", "inspection", "《国务院办公厅关于严格规范涉企行政检查的意见》", INSPECTION, ("market", "emergency", "health")),
    ("行政强制措施流程", "coercive_measure", "《中华人民共和国行政强制法》第十八条、第二十四条", MEASURE, ("market", "environment")),
]

GRADES = [("首次发生，及时改正，没有造成危害后果", "不予处罚"), ("情节较轻", "法定幅度下限以上、三成以下"),
          ("情节一般", "法定幅度三成以上、七成以下"), ("情节较重，或者一年内再次发生", "法定幅度七成以上、上限以下")]
STANDARD_AGENCIES = ("market", "urban", "emergency", "environment", "farming")
HEARINGS = [("market", "较大数额罚款：对公民 1 万元以上，对法人和非法人组织 10 万元以上"),
            ("environment", "责令停产停业、吊销许可证件、较大数额罚款：10 万元以上")]

# (agency, name, category, fine from, hearing, basis)
REVIEW = [
    ("market", "较大数额罚款决定", "penalty", 100000, False), ("market", "吊销许可证件决定", "penalty", None, True),
    ("emergency", "责令停产停业决定", "penalty", None, True), ("environment", "较大数额罚款决定", "penalty", 200000, False),
    ("housing", "降低资质等级决定", "penalty", None, True), ("urban", "较大数额罚款决定", "penalty", 50000, False),
    ("transport", "撤销行政许可决定", "permit", None, False), ("labour", "征收工伤保险费决定", "expropriation", None, False),
]
REVIEW_BASIS = "《中华人民共和国行政处罚法》第五十八条"

# (agency, kind, title, matter, place, event, first published, entries, body)
NOTICES = [
    ("health", "exam", "2026 年第二次公共场所卫生管理员考核成绩公示", "公共场所卫生许可现场考核", "示例区卫生健康委员会一楼公告栏",
     "2026-10-20", "2026-10-12", [("2026-017", "合格"), ("2026-018", "合格"), ("2026-019", "不合格"), ("2026-020", "合格")],
     "成绩自公示之日起五个工作日内可以申请复核。\n\n- 复核地点：示例区示例路 63 号\n- 电话：0000-0000 2070"),
    ("housing", "lottery", "青禾苑保障性住房选房摇号公告", "保障性住房选房顺序", "示例区青少年宫报告厅", "2026-12-08", "2026-11-16",
     [("B-0101", "合格"), ("B-0102", "合格"), ("B-0103", "合格")], "摇号由公证机构现场监督。下列申请编号经审核合格，参加摇号。"),
    ("transport", "tender", "城市公交线路经营权招标公告", "示例区 12 路、15 路公交线路五年经营权", "示例区公共资源交易中心", "2026-12-15",
     "2026-11-10", [], "投标人应当具有道路旅客运输经营许可。招标文件在交易中心领取，不收费用。"),
    ("urban", "auction", "没收违法建设施工设备拍卖公告", "依法没收的搅拌机、脚手架等施工设备一批", "示例区公共资源交易中心拍卖厅", "2026-11-30",
     "2026-11-12", [], "拍卖标的自公告之日起展示，展示地点为示例区示例路 26 号仓库。"),
    ("environment", "hearing", "电镀园区排污许可重大事项听证公告", "电镀园区新增排污许可", "示例市生态环境局示例分局三楼会议室", "2026-12-02",
     "2026-11-17", [], "下列人员可以报名旁听：园区周边居民、环保组织代表。报名电话：0000-0000 2040。"),
    ("market", "hearing", "食品生产加工小作坊目录调整听证公告", "小作坊禁止生产加工食品目录的调整", "示例区市场监督管理局一楼会议室", "2026-09-16",
     "2026-09-01", [], "听证报告在听证结束后十五日内公布。"),
    ("street", "lottery", "临时设摊疏导点摊位抽签结果公告", "青禾路疏导点摊位", "青禾街道办事处", "2026-11-05", "2026-11-11",
     [("T-01", "1 号摊位"), ("T-02", "2 号摊位")], "本公告在抽签之后才公示，未能提前公告，特此说明。"),
]


def row(agency, number, **fields):
    return {"id": number, "agency": agency.code, **{k: v for k, v in fields.items() if v is not None}, "updated_at": UPDATED}


def auxiliaries(district):
    return [Case("auxiliaries", row(district.agencies[slug], f"{district.agencies[slug].prefix}辅{at + 1:02d}",
                                    unit=unit, role=role, duties=duties, authority=authority, headcount=headcount))
            for slug, lines in AUXILIARIES.items() for at, (unit, role, duties, authority, headcount) in enumerate(lines)]


def insignia(district):
    return [Case("insignia", row(district.agencies[slug], f"YS{at + 1:02d}", wearer=wearer, kind=kind, name=name,
                                 description=description, images=images or None))
            for at, (slug, wearer, kind, name, description, images) in enumerate(INSIGNIA)]


def services(district):
    cases = []
    for slug in SERVICE_AGENCIES:
        agency = district.agencies[slug]
        phone = 2000 + agency.number * 10
        for what, basis, _ in district.matters(slug, "permit"):
            power = district.item_code(slug, "permit", what)
            materials = [{"name": f"《{what}申请书》", "form": "原件 1 份", "instructions": "申请人签名或者盖章",
                          "sample": "sample-application" if slug == "market" else "窗口备有示范文本"}]
            cases.append(Case("services", row(
                agency, f"FW{power[2:]}", name=what, power=power, target="企业法人、非法人组织、个体工商户",
                conditions="有与申请事项相适应的场所、设施、人员和管理制度；法律、法规规定的其他条件。",
                channel=CHANNEL, steps=STEPS, accepting_body=f"{agency.short_name}政务服务科", deciding_body=agency.name,
                statutory_days=20, promised_days=3 + agency.number % 5, fee="不收费", fee_basis="《中华人民共和国行政许可法》第五十八条",
                preferential="小微企业首次办理，可以预约上门指导。", materials=materials + COMMON_MATERIALS + MATERIALS.get(slug, [
                    {"name": "场所使用证明和平面图", "form": "复印件 1 份", "instructions": "租用的，交租赁合同"}]),
                place=f"示例区政务服务中心二楼 {agency.number} 号窗口（示例区示例路 1 号）", hours="工作日 9:00–12:00，13:30–17:30",
                phone=f"0000-0000 {phone}", progress="拨打咨询电话，报受理编号；或者到窗口查询。",
                supervision=f"监督电话 0000-0000 {phone + 1}，或者拨打 12345。",
                accountability="工作人员无正当理由超过时限、要求提交目录以外材料的，依照《中华人民共和国行政许可法》第七十二条处理。",
                remedies="对决定不服的，可以自收到之日起六十日内申请行政复议，或者六个月内提起行政诉讼。")))
    return cases


def procedures(district):
    cases = []
    for at, (name, category, basis, steps, slugs) in enumerate(PROCEDURES):
        for slug in slugs:
            listed = [{"id": f"s{n + 1}", "name": what, "unit": unit, "days": days,
                       "next": [f"s{to + 1}" for to in following]} for n, (what, unit, days, following) in enumerate(steps)]
            listed = [{k: v for k, v in step.items() if v not in ("", [])} for step in listed]
            cases.append(Case("procedures", row(district.agencies[slug], f"LC{at + 1:02d}", name=name, category=category,
                                                basis=basis, steps=listed)))
    return cases


def standards(district):
    cases = []
    for slug in STANDARD_AGENCIES:
        agency = district.agencies[slug]
        for at, (what, basis, *_) in enumerate(tables.PENALTIES[slug][:4]):
            cases.append(Case("discretion-standards", row(
                agency, f"CL{agency.number:02d}{at + 1:02d}", kind="standard", item=district.item_code(slug, "penalty", what),
                violation=what, basis=basis, grades=[{"circumstance": c, "standard": s} for c, s in GRADES])))
    for slug, standard in HEARINGS:
        agency = district.agencies[slug]
        cases.append(Case("discretion-standards", row(
            agency, f"TZ{agency.number:02d}", kind="hearing", violation="拟作出的处罚应当告知听证权利的",
            basis="《中华人民共和国行政处罚法》第六十三条", grades=[{"circumstance": "应当告知听证权利", "standard": standard}])))
    return cases


def review_catalogue(district):
    return [Case("review-catalogue", row(district.agencies[slug], f"SH{at + 1:02d}", name=name, category=category,
                                         hearing=hearing, fine_from=fine, basis=REVIEW_BASIS))
            for at, (slug, name, category, fine, hearing) in enumerate(REVIEW)]


def inspection_plans(district):
    cases = []
    for slug, items in tables.INSPECTION_ITEMS.items():
        if slug in ("police", "street"):
            continue
        agency = district.agencies[slug]
        codes = [f"CJ{agency.number:02d}{at + 1:02d}Y" for at in range(len(items))]
        cases.append(Case("inspection-plans", row(
            agency, f"JH2026-{agency.number:02d}", year=2026, name=f"{agency.name}2026年度执法检查计划", items=codes,
            target="、".join(dict.fromkeys(item[2] for item in items)), ratio="5%–20%", count=40 + agency.number * 6,
            period="3 月至 11 月", **{"with": ["区消防救援大队"] if slug in ("emergency", "culture") else None})))
    return cases


def notices(district):
    cases = []
    for at, (slug, kind, title, matter, place, event, published, entries, body) in enumerate(NOTICES):
        agency = district.agencies[slug]
        cases.append(Case("notices", row(
            agency, f"{agency.prefix}公告〔2026〕{at + 1}号", kind=kind, title=title, matter=matter, place=place, event_on=event,
            first_published_on=published, body=body,
            entries=[{"number": number, "result": result} for number, result in entries] or None)))
    assert all(day(case.row["first_published_on"]) < day("2026-11-20") for case in cases)
    return cases
