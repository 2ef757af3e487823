"""Settings, fonts and properties, joined: the template's stay, ours that it lacks are added."""

from copy import deepcopy

from reportgen.model.pattern import pattern
from reportgen.write_docx.template.schema_order import SETTINGS_ORDER
from reportgen.write_docx.template.trees import Tree, W, add

_PRIVATE = (
    "attachedTemplate",
    "docVars",
    "mailMerge",
    "rsids",
    "updateFields",
    "saveThroughXslt",
)
"""What tells of the maker's machine, or lets Word ask the reader."""
_NEEDED = (
    "embedTrueTypeFonts",
    "saveSubsetFonts",
    "characterSpacingControl",
    "footnotePr",
    "compat",
    "themeFontLang",
    "clrSchemeMapping",
)
_SET = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_PROPERTY = f"{{{_PROPERTIES}}}property"
_LABEL = "AIGC"
# What WPS notes of its user, and who set the label of a document.
_PERSONAL = pattern(r"KSO.*|ICV|MSIP_Label_.*_(?:Owner|SetBy)")


def join_settings(theirs: Tree, ours: Tree) -> None:
    """Add to ``theirs`` what our words rely on; take away what names the maker."""
    for name in _PRIVATE:
        for each in theirs.findall(f"{W}{name}"):
            theirs.remove(each)
    for name in _NEEDED:
        own, there = ours.find(f"{W}{name}"), theirs.find(f"{W}{name}")
        if own is not None and there is None:
            add(theirs, deepcopy(own), SETTINGS_ORDER)
        elif own is not None and there is not None and name == "footnotePr":
            separators = [deepcopy(each) for each in there.findall(f"{W}footnote")]
            _replace(there, deepcopy(own), separators)


def _replace(old: Tree, new: Tree, separators: list[Tree]) -> None:
    """Put our numbers of notes in the place of ``old``, with the separators it names."""
    for each in new.findall(f"{W}footnote") if separators else ():
        new.remove(each)
    new.extend(separators)
    parent = old.getparent()
    if parent is not None:
        parent.replace(old, new)


def join_fonts(theirs: Tree, ours: Tree) -> None:
    """Add the fonts that ``theirs`` does not list."""
    known = {each.get(f"{W}name") for each in theirs.findall(f"{W}font")}
    for each in ours.findall(f"{W}font"):
        if each.get(f"{W}name") not in known:
            theirs.append(deepcopy(each))


def join_properties(theirs: Tree, ours: Tree | None) -> None:
    """Put our label among the properties that the template's fields may ask for."""
    for each in theirs.findall(_PROPERTY):
        name = each.get("name", "")
        if name == _LABEL or _PERSONAL.fullmatch(name):
            theirs.remove(each)
    if ours is not None:
        for each in ours.findall(_PROPERTY):
            theirs.append(deepcopy(each))
    for number, each in enumerate(theirs.findall(_PROPERTY), 2):
        each.set("pid", str(number))
        each.set("fmtid", each.get("fmtid", _SET))
