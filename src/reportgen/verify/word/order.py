"""The order of properties, which Word minds: each once, in its place (ECMA-376 Part 1)."""

from collections.abc import Callable, Iterator

from msgspec import Struct

from reportgen.diag import Code
from reportgen.word.markup import Node

_ANYWHERE = -1


class Order(Struct, frozen=True):
    """Where the children of an element stand."""

    ranks: dict[str, int]
    others: int = _ANYWHERE
    """The rank of a child that is not named."""
    repeats: frozenset[int] = frozenset()
    """The ranks that several children may have."""


def _in_turn(names: str) -> dict[str, int]:
    """Return a rank for each word of ``names``; words joined by a bar share one."""
    return {
        f"w:{name}": rank
        for rank, together in enumerate(names.split())
        for name in together.split("|")
    }


def _first(name: str) -> Order:
    """Return the order of an element whose properties come before all else."""
    return Order({name: 0}, others=1, repeats=frozenset({1}))


_RUN = (
    "ins|del|moveFrom|moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow"
    " emboss imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs"
    " highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath"
    " rPrChange"
)
ORDERS = {
    "w:p": _first("w:pPr"),
    "w:r": _first("w:rPr"),
    "w:tr": Order({"w:tblPrEx": 0, "w:trPr": 1}, others=2, repeats=frozenset({2})),
    "w:tc": _first("w:tcPr"),
    "w:tbl": Order({"w:tblPr": 0, "w:tblGrid": 1, "w:tr": 2, "w:sdt": 2}, repeats=frozenset({2})),
    "w:pPr": Order(
        _in_turn(
            "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr"
            " suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct"
            " topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind"
            " contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment"
            " textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
        )
    ),
    "w:rPr": Order(_in_turn(_RUN), repeats=frozenset({0})),
    "w:tblPr": Order(
        _in_turn(
            "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc"
            " tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption"
            " tblDescription tblPrChange"
        )
    ),
    "w:tcPr": Order(
        _in_turn(
            "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText"
            " vAlign hideMark headers cellIns|cellDel|cellMerge tcPrChange"
        )
    ),
    "w:sectPr": Order(
        _in_turn(
            "headerReference|footerReference footnotePr endnotePr type pgSz pgMar paperSrc"
            " pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection"
            " bidi rtlGutter docGrid printerSettings sectPrChange"
        ),
        repeats=frozenset({0}),
    ),
    "w:style": Order(
        _in_turn(
            "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden"
            " unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr"
            " tblPr trPr tcPr tblStylePr"
        ),
        repeats=frozenset({21}),
    ),
    "w:lvl": Order(
        _in_turn(
            "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr"
        )
    ),
    "w:numbering": Order(
        {"w:numPicBullet": 0, "w:abstractNum": 1, "w:num": 2, "w:numIdMacAtCleanup": 3},
        repeats=frozenset({0, 1, 2}),
    ),
}


class Turns:
    """Follows the children of one element after another."""

    def __init__(self, path: list[str], add: Callable[[Code, str], None]) -> None:
        self._path = path
        self._add = add
        self._last: dict[int, int] = {}
        """The rank of the child last seen, by the depth of its parent."""

    def see(self, name: str) -> None:
        """Look at an element that stands below the path."""
        path = self._path
        depth = len(path)
        if name in ORDERS:
            self._last[depth + 1] = _ANYWHERE
        if not path or path[-1] not in ORDERS:
            return
        order = ORDERS[path[-1]]
        rank = order.ranks.get(name, order.others)
        if rank == _ANYWHERE:
            return
        last = self._last[depth]
        if rank < last or (rank == last and rank not in order.repeats):
            self._add(Code.DOCX_OUT_OF_ORDER, f"{path[-1]}/{name}")
        else:
            self._last[depth] = rank


def out_of_order(root: Node) -> Iterator[str]:
    """Yield the elements of a small part that stand where Word does not look for them."""
    found: list[str] = []
    path: list[str] = []
    turns = Turns(path, lambda _, fault: found.append(fault))
    waiting: list[Iterator[Node]] = [iter((root,))]
    while waiting:
        node = next(waiting[-1], None)
        if node is None:
            waiting.pop()
            del path[len(waiting) - 1 :]
        else:
            turns.see(node.name)
            path.append(node.name)
            waiting.append(iter(node.children))
    yield from found
