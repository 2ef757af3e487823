"""The language of a few words, as far as their script tells it."""

from enum import StrEnum

from reportgen.model.pattern import pattern


class Language(StrEnum):
    """The groups of a reference list, in its order (GB/T 7714-2025, 9.3.2)."""

    CHINESE = "zh"
    JAPANESE = "ja"
    WESTERN = "en"
    RUSSIAN = "ru"
    OTHER = "other"


_KANA = pattern("[\u3041-\u3096\u30a1-\u30fa]")
_HAN = pattern("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_CYRILLIC = pattern("[\u0400-\u04ff]")
_LATIN = pattern("[A-Za-z\u00c0-\u024f]")
_LETTER = pattern(r"[^\W\d_]")


def language_of(words: str) -> Language:
    """Return the language of ``words``: one Han character makes Chinese, one kana Japanese."""
    for script, language in (
        (_KANA, Language.JAPANESE),
        (_HAN, Language.CHINESE),
        (_CYRILLIC, Language.RUSSIAN),
        (_LATIN, Language.WESTERN),
    ):
        if script.search(words):
            return language
    return Language.OTHER if _LETTER.search(words) else Language.WESTERN


def has_han(words: str) -> bool:
    """Tell whether ``words`` hold a character that Chinese or Japanese write."""
    return bool(_HAN.search(words) or _KANA.search(words))
