"""Faults planted in clean sentences: each planter makes one of its kind, where it can."""

import re

BRANDS = {"iPhone": "Iphone", "Wi-Fi": "Wifi", "Android": "android", "App": "openai的App"}
LATIN = re.compile(
    r"(?<![A-Za-z0-9.,/`$])[A-Z]{2,}(?![A-Za-z0-9.,/`$+])|(?<=[一-鿿])\d{2,4}(?=[一-鿿])"
)


def swap(pattern, words):
    """Return a planter that writes ``words`` in place of one match."""

    def planter(text, random):
        found = list(re.finditer(pattern, text))
        if not found:
            return None
        match = random.choice(found)
        typed = words(match, random) if callable(words) else match.expand(random.choice(words))
        return text[: match.start()] + typed + text[match.end() :]

    return planter


def ahead(*phrases):
    """Return a planter that puts a faulty phrase before a sentence."""

    def planter(text, random):
        return None if text[0] in "（0123456789“问答" else random.choice(phrases) + text

    return planter


def half(match, _random):
    return {"，": ",", "：": ":", "；": ";", "？": "?", "！": "!"}[match[0]]


def wide(match, _random):
    return "".join(chr(ord(char) + 0xFEE0) for char in match[0])


HAN = "[一-鿿]"
NUMBER = r"\d[\d,.]*"
UNITS = "万元|小时|分钟|亿元|家|处|%|元|岁|千克"
PLANTERS = {
    "P01": swap(f"(?<={HAN})[，：；？！](?={HAN})", half),
    "P02": swap(f"(?<={HAN})。$", ["."]),
    "P03": swap(f"（([^（）]*{HAN}[^（）]*)）", [r"(\1)", r"（\1)", r"(\1）"]),
    "P04": swap("“([^“”]+)”", ['"\\1"']),
    "P05": swap("‘([^‘’]+)’", ["'\\1'"]),
    "P06": swap(f"(?<={HAN})([，。；：、！？])(?={HAN})", [r"\1 ", r" \1"]),
    "P07": swap(f"(?<=[，；。]{HAN}{{3}})({HAN})(?={HAN}{{2}})", [r"\1 "]),
    "P08": swap("……", ["...", "......", "。。。", "…"]),
    "P09": swap("——", ["--", " — ", " -- ", "---", "—"]),
    "P10": swap(f"([，；、])(?={HAN})", [r"\1\1", r"\1,", r"\1，"]),
    "P11": swap(LATIN, wide),
    "P12": swap("《([^》]+)》", [r"《\1》、《续编》"]),
    "P13": swap("“([^“”]+)”|（([^（）]+)）", [r"“\1\2", r"\1\2）", r"（\1\2"]),
    "N01": swap(r"(\d+)%～(\d+)%", [r"\1%-\2%", r"\1-\2%", r"\1%—\2%", r"\1～\2%"]),
    "N02": ahead("规模在9-16亿元之间，", "用户有30～50万人，", "投入3—5亿元，"),
    "N03": swap(r"(\d)%", [r"\1 %"]),
    "N04": swap(r"(\d),(\d{3})(?=万|元|次|千米|千瓦|亿|只)", [r"\g<1>2\2"]),
    "N05": swap(r"20(\d\d)年(?=春|夏|秋)", [r"\1年上半年"]),
    "N07": ahead("成本下降了3倍，", "价格缩小一倍，", "事故减少了2.5倍，"),
    "N08": swap(f"(?<![节大])约({NUMBER}(?:{UNITS}))", [r"约\1左右", r"大约近\1"]),
    "H03": ahead("（一）、", "①、", "三.", "（2）、"),
    "X01": swap("|".join(BRANDS), lambda match, _: BRANDS[match[0]]),
}  # fmt: skip
