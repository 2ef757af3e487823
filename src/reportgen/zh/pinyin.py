"""Pinyin: the order of Chinese names, and names that are spelled in it.

The 3,755 common characters of GB 2312 stand in the order of their pinyin. Surnames beyond them,
and those that are read otherwise as a surname, take the place of a common homophone.
"""

from reportgen.model.pattern import pattern

_PAIRS = (
    "仇求单山解谢区欧查渣朴飘盖葛翟宅覃秦缪妙员运尉喂乐月洗险冼险闫颜岑参佟同隗葵谌沉邬巫邸底郗西郜告郦力鄢烟闵敏阚看芮瑞苻福"
    "荀寻莘申蔺吝蒯快逯路瞿渠臧脏邰台邴丙晏宴佘蛇於鱼嵇机贲奔滕疼濮仆璩渠琚居禚卓窦豆竺竹笪打綦其羿亿胥须亓其仝同仉掌冮刚晁巢"
    "昝攒昃责栾峦麴渠詈力钭头夔葵妫归姒四嬴营宓密庾语弭米恽运扈户暨计猗一璧必畲舍缑勾褚楚佚义訾资谯桥麹渠"
)
"""Surnames, each before its homophone."""
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


def pinyin_order(name: str) -> tuple[bytes, str]:
    """Return what Chinese ``name`` is sorted by: its pinyin as far as that is known."""
    placed = _LIKE.get(name[:1], name[:1]) + name[1:]
    return b"".join(map(_place, placed)), name


def is_spelled_name(family: str, given: str) -> bool:
    """Tell whether a person's name is a Chinese one in pinyin: ``Li``, ``Jiangning``.

    A single letter is an initial, not a syllable.
    """
    is_long = len(given) >= _HALF
    return is_long and family.lower() in _FAMILIES and bool(_GIVEN.fullmatch(given.lower()))


def _place(char: str) -> bytes:
    """Return the place of a character: ASCII first, then GB 2312, then all others."""
    try:
        coded = char.encode("gb2312")
    except UnicodeEncodeError:
        return b"\xff" + char.encode()
    return coded if len(coded) == _HALF else b"\x00" + coded
