"""The corridor: the one file that knows the order of the rooms."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from reportgen.compute import compute_facts, conditions, repeated, settle
from reportgen.diag import Code, Diagnostic, PromiseError, Sink
from reportgen.draw import Gallery, check_native, draw_prepared
from reportgen.fonts import FontSet, WordFaces, open_fonts, word_faces
from reportgen.lint import Looks, Written, judged, lint
from reportgen.model.artifact import Artifact, ArtifactKind, Verdict
from reportgen.model.brand import Brand
from reportgen.model.chart import Picture
from reportgen.model.document import Document
from reportgen.model.facts import Facts
from reportgen.model.hold import Hold
from reportgen.model.judged import Judged
from reportgen.model.letter import Letter
from reportgen.model.origins import Origins
from reportgen.model.page import Layout, Page
from reportgen.model.report import Report, ReportRow, ScheduleSpec
from reportgen.model.world import Entry, World
from reportgen.read import Inputs, read_report
from reportgen.resolve import resolve, resolve_letter
from reportgen.typeset import Recorder, run_layout, typeset

if TYPE_CHECKING:
    from reportgen.model.manifest import Manifest
    from reportgen.write_docx.template import Template
    from reportgen.write_svg import SvgPages


class WordLook(Struct, frozen=True):
    """What the Word file is made in: a company's template, and the report as it suits it."""

    template: "Template"
    brand: Brand
    document: Document

    def is_set_as(self, document: Document, brand: Brand) -> bool:
        """Tell whether the pages of ``document`` in ``brand`` are its pages, too."""
        own = self.document
        ours = (own.has_cover, own.back_cover, len(own.front))
        return self.brand is brand and ours == (
            document.has_cover,
            document.back_cover,
            len(document.front),
        )

    def layout(self, fonts: FontSet) -> Layout:
        """Return where its words stand on the sheets of the template."""
        return run_layout(typeset(self.document, self.brand, fonts))


class Checked(Struct, frozen=True):
    """A document that passed the first gate, with all that is needed to set it."""

    document: Document
    report: Report
    facts: Facts
    letter: Letter | None
    schedules: tuple[ScheduleSpec, ...]
    brand: Brand
    fonts: FontSet
    outputs: tuple[str, ...]
    period: str
    files: tuple[tuple[str, str], ...]
    """Path and SHA-256 of every file of the report that was read."""
    findings: tuple[Diagnostic, ...]
    figures: tuple[Picture, ...] = ()
    """The author's own figures."""
    word: WordLook | None = None
    """Only with a template."""
    marks: tuple[tuple[str, str], ...] = ()
    """Of each source from a database or an address, what differs when its data do."""
    remotes: tuple[tuple[str, bytes], ...] = ()
    """What they gave, as an archive keeps it."""
    row: ReportRow | None = None
    """Which row of its table it is about."""
    origins: Origins = field(default_factory=Origins)
    """Which of the author's words became which printed ones."""
    holds: tuple[Hold, ...] = ()
    """What keeps the issue from being sent, now or from a moment on."""
    judged: tuple[Judged, ...] = ()
    """The sentences that judge numbers, for the next issue to be held against."""

    @property
    def manifest(self) -> "Manifest":
        """What the document says, and where each number of it comes from."""
        from reportgen.trace import Ground, manifest_of  # noqa: PLC0415 - only for the archive

        return manifest_of(self.document, Ground(self.report, self.facts, self.origins))

    def held(self, now: dt.datetime) -> tuple[Diagnostic, ...]:
        """Return what there is to say at ``now`` of the age of the data; errors forbid to send."""
        return tuple(hold.finding for hold in self.holds if hold.is_on(now))


class Built(Struct, frozen=True):
    """The made files; all of them passed the second gate."""

    checked: Checked
    artifacts: tuple[Artifact, ...]
    verdict: Verdict
    pages: Mapping[str, str] = field(default_factory=dict)
    """The printed number of the page that each anchor stands on."""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """The charts of the letter as PNG, by their anchors."""

    @property
    def document(self) -> Document:
        """What the files say."""
        return self.checked.document

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """The warnings; errors would have stopped the build."""
        return (*self.checked.findings, *self.verdict.findings)


class Shown(Struct, frozen=True):
    """The pages as a window shows them, and which of the author's words are where on them."""

    checked: Checked
    pages: tuple[Page, ...]
    layout: Layout
    svg: "SvgPages"
    origins: Origins


class Redlined(Struct, frozen=True, gc=False):
    """A made redline, and how many changes are tracked in it."""

    data: bytes
    changes: int


def check(entry: Entry, world: World, origins: Origins | None = None) -> Checked:
    """Read, compute, resolve and lint ``entry``; raise with all findings if one is an error.

    ``origins`` learn which words became which.
    """
    sink, origins = Sink(), Origins() if origins is None else origins
    world.progress("read")
    inputs = _read(entry, world, sink)
    template = _template(inputs.brand, sink)
    if template is not None:
        inputs = _suited(inputs, template)
    brand = inputs.brand
    report = draw_prepared(
        inputs.report, inputs.brand, inputs.brand_folder, world.figures or {}, world.cache, sink
    )
    world.progress("compute")
    report, snapshots = repeated(report, inputs.snapshots, sink)
    facts = compute_facts(report, snapshots, sink)
    origins.conditions, origins.home = conditions(report), world.home(entry)
    report = settle(report, facts.choices)
    world.progress("resolve")
    document = resolve(report, facts, sink, origins)
    letter = resolve_letter(report, facts, sink)
    fonts = open_fonts(brand, inputs.brand_folder, sink)
    lint(Written(report, facts, world.is_strict), document, Looks(brand, fonts), sink)
    check_native(report, document, brand, fonts, sink)
    word = _word_look(template, brand, document, sink) if template is not None else None
    _check_faces(report, word, brand, fonts, sink)
    sink.stop_on_errors()
    return Checked(
        document,
        report,
        facts,
        letter,
        inputs.report.schedules,
        brand,
        fonts,
        inputs.report.outputs,
        str(facts.period or ""),
        inputs.files,
        sink.found,
        tuple(_own_pictures(report, inputs.brand)),
        word,
        marks=inputs.marks,
        remotes=inputs.remotes,
        holds=facts.holds,
        row=inputs.report.row,
        judged=judged(report, facts),
        origins=origins,
    )


def _own_pictures(report: Report, brand: Brand) -> Iterator[Picture]:
    """Yield what is drawn before the pages are set: the author's own figures, and formulas."""
    yield from report.figures.values()
    yield from report.formulas.values()
    yield from report.inline_formulas.values()
    images = (*report.images.values(), *brand.images.values())
    yield from (each for each in images if isinstance(each, Picture))


def _check_faces(
    report: Report, word: WordLook | None, brand: Brand, fonts: FontSet, sink: Sink
) -> None:
    asked = report.docx
    if asked.embeds_fonts and word is None:
        word_faces(brand, fonts, sink)
    elif asked.embeds_fonts and asked.place is not None:
        sink.add(Code.FONTS_WITH_TEMPLATE, asked.place)


def _read(entry: Entry, world: World, sink: Sink) -> Inputs:
    inputs = read_report(
        entry,
        sink,
        env=world.env,
        today=world.today,
        frames=world.frames,
        period=world.period,
        settings=world.settings,
        row=world.row,
        folder=world.folder,
        archived=world.archived,
        called=world.called,
    )
    if inputs is None:
        sink.stop_on_errors()
        raise AssertionError("a report that cannot be read has a finding")
    return inputs


def _template(brand: Brand, sink: Sink) -> "Template | None":
    if brand.template is None:
        return None
    from reportgen.write_docx.template import open_template  # noqa: PLC0415 - few ask for one

    return open_template(brand.template, sink)


def _suited(inputs: Inputs, template: "Template") -> Inputs:
    """Return ``inputs`` with what both files take from ``template``: numbers, perhaps the look."""
    from reportgen.write_docx.template import heading_pattern  # noqa: PLC0415 - as above

    report, brand = inputs.report, inputs.brand
    if report.headings is None:
        report = replace(report, headings=heading_pattern(template))
    if template.file.is_for_all:
        brand = _dressed(brand, template)
    return replace(inputs, report=report, brand=brand)


def _dressed(brand: Brand, template: "Template") -> Brand:
    from reportgen.write_docx.template import dressed  # noqa: PLC0415 - as above

    return dressed(brand, template)


def _word_look(template: "Template", brand: Brand, document: Document, sink: Sink) -> WordLook:
    from reportgen.write_docx.template import check_agreement  # noqa: PLC0415 - as above

    dress = brand if template.file.is_for_all else _dressed(brand, template)
    return WordLook(template, dress, check_agreement(template, document, sink))


def build(
    entry: Entry, kinds: tuple[ArtifactKind, ...], world: World, origins: Origins | None = None
) -> Built:
    """Make the files of ``entry``; raise if a finding of either gate forbids it.

    Without ``kinds`` the report's own ``outputs`` are made.
    """
    checked = check(entry, world, origins)
    kinds = kinds or tuple(ArtifactKind(kind) for kind in checked.outputs)
    recorder = Recorder(typeset(checked.document, checked.brand, checked.fonts))
    artifacts = _make(checked, kinds, recorder, world)
    world.progress("verify")
    verdict = Verdict(tuple(_broken_promises(artifacts, checked.document)))
    if not verdict.passed:
        raise PromiseError((*verdict.findings, *_suspects(checked)))
    pages = {anchor: place.label for anchor, place in recorder.layout().places.items()}
    said = checked.letter.blocks if checked.letter is not None else ()
    shown = _gallery(checked, checked.brand, world).pngs(said)
    return Built(checked, artifacts, verdict, pages, shown)


def show(entry: Entry, world: World) -> Shown:
    """Set the pages of ``entry`` for a window; raise if a finding of the first gate forbids it."""
    from reportgen.draw import svg_of  # noqa: PLC0415 - only to show pages
    from reportgen.write_svg import Drawn, write_svg  # noqa: PLC0415 - as above

    origins = Origins()
    checked = check(entry, world, origins)
    world.progress("typeset")
    fonts = checked.fonts
    recorder = Recorder(typeset(checked.document, checked.brand, fonts))
    pages = tuple(recorder.pages())
    pictures = _gallery(checked, checked.brand, world)
    drawn = Drawn(pictures.picture, lambda picture: svg_of(picture, fonts))
    svg = write_svg(pages, recorder.layout(), checked.document, fonts, drawn)
    return Shown(checked, pages, recorder.layout(), svg, origins)


def _suspects(checked: Checked) -> Iterator[Diagnostic]:
    """Yield what may be behind a broken promise: a template that is not sound itself."""
    if checked.word is not None:
        file = checked.word.template.file
        yield Diagnostic(Code.TEMPLATE_SUSPECT, file.span, {"path": file.name})


def _make(
    checked: Checked, kinds: tuple[ArtifactKind, ...], recorder: Recorder, world: World
) -> tuple[Artifact, ...]:
    document, brand, fonts = checked.document, checked.brand, checked.fonts
    pictures = _gallery(checked, brand, world)
    made = []
    world.progress("typeset")
    if ArtifactKind.PDF in kinds:
        from reportgen.write_pdf import write_pdf  # noqa: PLC0415 - for PDF only

        pdf = write_pdf(recorder.pages(), document, brand, pictures.picture, fonts, world.cache)
        made.append(Artifact(ArtifactKind.PDF, pdf))
    if ArtifactKind.DOCX in kinds:
        from reportgen.write_docx import write_docx  # noqa: PLC0415 - as above

        world.progress("write_docx")
        word = checked.word
        if word is None:
            drawn = pictures.word_picture, pictures.native
            docx = write_docx(document, recorder.layout(), brand, *drawn, faces=_faces(checked))
        else:
            is_same = word.is_set_as(document, brand)
            layout = recorder.layout() if is_same else word.layout(fonts)
            dressed = _gallery(checked, word.brand, world)
            drawn = dressed.word_picture, dressed.native
            docx = write_docx(word.document, layout, word.brand, *drawn, word.template)
        made.append(Artifact(ArtifactKind.DOCX, docx))
    return tuple(made)


def _gallery(checked: Checked, brand: Brand, world: World) -> Gallery:
    return Gallery(brand, checked.fonts, world, checked.figures)


def _faces(checked: Checked) -> WordFaces | None:
    """Return the faces that go into the Word file, where the author wants them there."""
    if not checked.document.docx.embeds_fonts:
        return None
    return word_faces(checked.brand, checked.fonts)


def build_redline(old: Checked, new: Checked, name: str, world: World) -> Redlined:
    """Return the Word file called ``name`` with what changed from ``old`` to ``new`` tracked.

    Both are set in the look of ``new``; raise if the file breaks a promise.
    """
    from reportgen.verify import check_docx  # noqa: PLC0415 - as above
    from reportgen.write_docx.redline import Edition, write_redline  # noqa: PLC0415 - few ask

    brand = new.word.brand if new.word else new.brand
    editions = []
    for checked in (old, new):
        word, drawn = checked.word, _gallery(checked, brand, world)
        document = word.document if word else checked.document
        if word:
            layout = word.layout(checked.fonts)
        else:
            layout = run_layout(typeset(document, checked.brand, checked.fonts))
        editions.append(Edition(document, layout, drawn.word_picture, drawn.native))
    was, now = editions
    template = new.word.template if new.word else None
    made = write_redline(was, now, brand, template, None if new.word else _faces(new))
    faults = check_docx(made.data, now.document, name)
    if faults:
        raise PromiseError(faults)
    return Redlined(made.data, made.changes)


def _broken_promises(artifacts: tuple[Artifact, ...], document: Document) -> Iterator[Diagnostic]:
    from reportgen.verify import check_docx, check_pdf  # noqa: PLC0415 - not needed to check

    for artifact in artifacts:
        match artifact.kind:
            case ArtifactKind.PDF:
                yield from check_pdf(artifact.data, document, f"{document.id}.pdf")
            case ArtifactKind.DOCX:
                yield from check_docx(artifact.data, document, f"{document.id}.docx")
