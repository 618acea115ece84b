"""Fictional people, companies and numbers, all with right check digits and an unassigned region."""
import datetime
import hashlib
import re

REGION = "990101"
CODE_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


class Dice:
    """A seeded source of choices whose results no Python version changes."""

    def __init__(self, seed):
        self.seed = seed
        self.count = 0

    def below(self, n):
        self.count += 1
        digest = hashlib.sha256(f"{self.seed}:{self.count}".encode()).digest()
        return int.from_bytes(digest[:8], "big") % n

    def between(self, low, high):
        return low + self.below(high - low + 1)

    def choice(self, items):
        return items[self.below(len(items))]

    def chance(self, percent):
        return self.below(100) < percent


def organisation_code(body):
    """组织机构代码: eight characters and the GB 11714 check character."""
    weights = [3, 7, 9, 10, 5, 8, 4, 2]
    value = 11 - sum(int(c, 36) * w for c, w in zip(body, weights)) % 11
    return body + {10: "X", 11: "0"}.get(value, str(value))


def credit_code(kind, body, region=REGION):
    """统一社会信用代码 from its two leading characters and eight of the body (GB 32100-2015)."""
    first = kind + region + organisation_code(body)
    total = sum(CODE_CHARACTERS.index(c) * pow(3, i, 31) for i, c in enumerate(first))
    return first + CODE_CHARACTERS[(31 - total % 31) % 31]


def credit_code_valid(code):
    return len(code) == 18 and credit_code(code[:2], code[8:16], code[2:8]) == code


def broken_credit_code(code):
    """The same code with a check character that is wrong."""
    return code[:17] + ("A" if code[17] != "A" else "B")


def id_number(birth, serial, region=REGION):
    """公民身份号码 (GB 11643-1999) for a birth date and a serial number of three digits."""
    first = region + birth.strftime("%Y%m%d") + f"{serial:03d}"
    total = sum(int(c) * (pow(2, 17 - i) % 11) for i, c in enumerate(first))
    return first + "10X98765432"[total % 11]


def id_number_valid(number):
    birth = datetime.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    return id_number(birth, int(number[14:17]), number[:6]) == number


def address_key(dataset, agency, number):
    """The `<key>` of a record's address; `number` has its brackets folded already."""
    slug = re.sub("[^a-z0-9]+", "-", number.lower())[:40]
    source = "\0".join((dataset, agency, number))
    return slug + "-" + hashlib.sha256(source.encode("utf-8")).hexdigest()[:10]


def luhn_digit(digits):
    total = 0
    for i, c in enumerate(reversed(digits)):
        value = int(c) * (2 if i % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str((10 - total % 10) % 10)


def bank_card(serial):
    """A 19-digit card number with a right Luhn digit."""
    first = "622200" + f"{serial:012d}"
    return first + luhn_digit(first)


def certificate_number(agency_number, serial):
    """执法证号: 99, agency, serial and a Luhn digit, eleven digits in all."""
    first = f"99{agency_number:02d}{serial:06d}"
    return first + luhn_digit(first)


class People:
    """Names of officers, legal representatives and private persons that never meet each other:
    the first character of the given name tells them apart."""

    SURNAMES = "陈林黄吴徐孙胡朱高郭何罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
    OFFICER = ("立晓俊海志凯", "衡峰宁川舟然诚岩")
    REPRESENTATIVE = ("德广永茂兆", "昌源隆兴坤财厚业")
    PRIVATE = ("怀念寄逢梦", "瑾秋薇竹澜霜笙筠")

    def __init__(self, dice):
        self.dice = dice
        self.used = set()

    def _name(self, characters):
        first, second = characters
        while True:
            name = self.dice.choice(self.SURNAMES) + self.dice.choice(first) + self.dice.choice(second)
            if name not in self.used:
                self.used.add(name)
                return name

    def officer(self):
        return self._name(self.OFFICER)

    def representative(self):
        return self._name(self.REPRESENTATIVE)

    def private(self):
        return self._name(self.PRIVATE)


class Secrets:
    """Every personal value planted in the feeds: none may stand in a release."""

    def __init__(self):
        self.values = set()
        self.count = 0

    def add(self, value):
        self.values.add(value)
        return value

    def number(self):
        self.count += 1
        return self.count

    def identity(self, birth):
        return self.add(id_number(birth, 100 + self.number() % 900))

    def mobile(self):
        return self.add(f"1390099{self.number():04d}")

    def card(self):
        return self.add(bank_card(88000000 + self.number()))

    def home(self):
        n = self.number()
        return self.add(f"示例区柳荫里{n}号楼{n % 6 + 1}单元{n % 20 + 101}室")

    def mail(self):
        return self.add(f"private{self.number():04d}@example.invalid")
