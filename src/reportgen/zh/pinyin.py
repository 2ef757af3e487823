"""Pinyin: the order of Chinese people's names, and names that are spelled in it."""

from reportgen.model.pattern import pattern
from reportgen.zh.collation import by_pinyin

_PAIRS = "仇求单山解谢区欧查渣朴飘盖葛翟宅覃秦缪妙员运尉喂乐月洗险冼险隗葵种虫秘必繁婆召绍"
"""Characters read otherwise as a surname, each before a homophone of that."""
_LIKE = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
_SYLLABLE = (
    "(?:er|(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    "(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ui|ao|ou|iu|ie|ue|ve|an|en|in|un"
    "|ia|ua|uo|a|o|e|i|u|v|ü))"
)
_GIVEN = pattern(rf"{_SYLLABLE}(?:[ '’\-]?{_SYLLABLE})?")
_SPELLED = (
    "ai an bai bao bi bian cai cao cen chai chang chen cheng chi chu cui dai deng di ding "
    "dong dou du duan fan fang fei feng fu gan gao ge geng gong gu guan guo han hao he hong "
    "hou hu hua huang huo ji jia jian jiang jiao jin jing kang ke kong kuang lai lan lang le "
    "lei leng li lian liang liao lin ling liu long lou lu luan luo lv lü lyu ma mao mei meng "
    "mi miao min mo mu ni nie niu ning ou pan pang pei peng pu qi qian qiao qin qing qiu qu "
    "quan ran rao ren rong ruan rui sang sha shan shang shao shen sheng shi shu si song su "
    "sui sun tan tang tao teng tian tong tu wan wang wei wen weng wu xi xia xiang xiao xie "
    "xin xing xiong xu xuan xue yan yang yao ye yi yin ying you yu yuan yue yun zang zeng zha "
    "zhai zhan zhang zhao zhen zheng zhi zhong zhou zhu zhuang zhuo zong zou zu zuo ouyang "
    "sima shangguan zhuge situ dongfang "
)
_FAMILIES = frozenset(_SPELLED.split())
"""Surnames as pinyin spells them."""
_HALF = 2


def pinyin_order(name: str) -> tuple[tuple[int, ...], str]:
    """Return what the name of a person is sorted by: how it is read."""
    return by_pinyin(_LIKE.get(name[:1], name[:1]) + name[1:]), name


def is_spelled_name(family: str, given: str) -> bool:
    """Tell whether a person's name is a Chinese one in pinyin: ``Li``, ``Jiangning``.

    A single letter is an initial, not a syllable.
    """
    is_long = len(given) >= _HALF
    return is_long and family.lower() in _FAMILIES and bool(_GIVEN.fullmatch(given.lower()))
