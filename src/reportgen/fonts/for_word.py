"""For Word: the faces of a brand as fonts inside a Word file, with their names, for editing."""

import struct
from collections.abc import Iterable

import uharfbuzz as hb
from msgspec import Struct
from msgspec.structs import replace

from reportgen.diag import Code, Sink
from reportgen.fonts.coverage import FontSet
from reportgen.fonts.face import Face
from reportgen.fonts.find import FoundFont
from reportgen.fonts.tables import BrokenFontError
from reportgen.model.brand import Brand, FontRole

# Word takes TrueType outlines only; it finds a font by its name and its cmap.
_OUTLINES = "glyf"
_KEPT = {"OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post"}
_KEPT |= {"fvar", "avar", "gvar", "cvar", "HVAR", "MVAR"}
_FAMILY = 1
_ENGLISH = "en"
# OS/2, fsType 2: a file with such a font may be read and printed, not edited (OpenType 1.9).
_READ_ONLY = 0x0004
_BOLD_SELECTED = 0x0020
_BOLD_WEIGHT = 600
_USE, _SELECTION = 8, 62


class WordFace(Struct, frozen=True):
    """A face as Word knows it: by its family, regular or bold."""

    family: str
    is_bold: bool
    face: Face

    def program(self, chars: Iterable[str]) -> bytes:
        """Return the TrueType font of ``chars``; raise BrokenFontError if it cannot be cut."""
        return _cut(self.face.file, chars)


class WordFaces(Struct, frozen=True):
    """The faces that go into the file, by role; the other roles keep their names."""

    by_role: dict[FontRole, WordFace]

    def dressed(self, brand: Brand) -> Brand:
        """Return ``brand`` with the names of the faces that go into the file."""
        fonts = {
            role: replace(
                spec,
                word_latin=self.by_role[role].family,
                word_east_asian=self.by_role[role].family,
                is_bold=self.by_role[role].is_bold,
            )
            if role in self.by_role
            else spec
            for role, spec in brand.fonts.items()
        }
        return replace(brand, fonts=fonts)

    @property
    def faces(self) -> tuple[WordFace, ...]:
        """Each face once, in the order of the roles."""
        once: dict[tuple[str, bool], WordFace] = {}
        for each in self.by_role.values():
            once.setdefault((each.family, each.is_bold), each)
        return tuple(once.values())


def word_faces(brand: Brand, fonts: FontSet, sink: Sink | None = None) -> WordFaces:
    """Return the faces of ``brand`` that Word can hold; what it cannot is a finding."""
    found: dict[FontRole, WordFace] = {}
    taken: dict[tuple[str, bool], FoundFont] = {}
    told = set()
    for role, spec in brand.fonts.items():
        face = fonts.face(role)
        family, is_bold, fault = _read(face.file)
        if not fault and taken.setdefault((family, is_bold), face.file) != face.file:
            fault = f"与另一个文件同名（named as another file）：{family}"
        if not fault:
            found[role] = WordFace(family, is_bold, face)
        elif sink is not None and face.file not in told:
            told.add(face.file)
            sink.add(Code.FONT_NOT_IN_WORD, spec.file.span, file=spec.file.name, fault=fault)
    return WordFaces(found)


def _read(file: FoundFont) -> tuple[str, bool, str]:
    """Return the family of a font, whether it is bold, and why Word cannot hold it."""
    face = hb.Face(hb.Blob.from_file_path(str(file.path)), file.index)
    family = face.get_name(_FAMILY, _ENGLISH) or ""
    if _OUTLINES not in face.table_tags:
        return family, False, "曲线不是 TrueType（outlines are not TrueType）"
    if "OS/2" not in face.table_tags or not family:
        return family, False, "没有名字（it has no name）"
    table = face.reference_table("OS/2").data
    (use,), (selection,) = (struct.unpack_from(">H", table, at) for at in (_USE, _SELECTION))
    if use & _READ_ONLY:
        return family, False, "只许阅读和打印（for reading and printing only）"
    is_bold = file.weight >= _BOLD_WEIGHT if file.weight else bool(selection & _BOLD_SELECTED)
    return family, is_bold, ""


def _cut(file: FoundFont, chars: Iterable[str]) -> bytes:
    face = hb.Face(hb.Blob.from_file_path(str(file.path)), file.index)
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(set(map(ord, chars)))
    wanted.drop_table_tag_set.update(
        int.from_bytes(tag.encode(), "big") for tag in face.table_tags if tag not in _KEPT
    )
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    if face.axis_infos:
        wanted.pin_all_axes_to_default(face)
        if file.weight:
            wanted.pin_axis_location(face, "wght", file.weight)
    try:
        return bytes(hb.SubsetPlan(face, wanted).execute().blob.data)
    except RuntimeError as fault:  # all that uharfbuzz says of a table it cannot read
        raise BrokenFontError(str(fault)) from fault
