"""Server: the window's pages, states and files over HTTP, on the loopback alone."""

import asyncio
import json
import socket
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from urllib.parse import quote

from msgspec import Struct
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.staticfiles import StaticFiles

from reportgen.diag import ReportgenError, as_json
from reportgen.diag.show import Language
from reportgen.model.artifact import ArtifactKind
from reportgen.preview.desk import Desk
from reportgen.preview.guard import Guard
from reportgen.preview.view import View, excerpt, numbers_data, view_data
from reportgen.preview.watch import changes

_STATIC = Path(__file__).parent / "static"
_KEEP = {"cache-control": "private, max-age=31536000, immutable"}
_FRESH = {"cache-control": "no-store"}
_BEAT_SECONDS = 15.0
_KINDS = {
    ArtifactKind.PDF: "application/pdf",
    ArtifactKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


class Window(Struct, frozen=True):
    """Where the window is: a socket of the loopback, and the token that opens it."""

    socket: socket.socket
    token: str
    language: Language = "zh"

    @property
    def port(self) -> int:
        """The port it listens on."""
        port: int = self.socket.getsockname()[1]
        return port

    @property
    def address(self) -> str:
        """What to open in a browser."""
        return f"http://127.0.0.1:{self.port}/?token={self.token}"


def open_socket(port: int = 0) -> socket.socket:
    """Return a socket that listens on the loopback alone; ``port`` 0 is any that is free."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(("127.0.0.1", port))
    listening.listen()
    return listening


def serve_window(desk: Desk, window: Window, ready: Callable[[], None]) -> None:
    """Serve until interrupted; the report is set anew whenever a file of it changes."""
    import uvicorn  # noqa: PLC0415 - only while a window is open

    stop = threading.Event()
    config = uvicorn.Config(
        make_app(desk, window), log_level="warning", access_log=False, timeout_graceful_shutdown=1
    )
    worker = threading.Thread(target=_keep_new, args=(desk, stop), daemon=True)
    worker.start()
    ready()
    try:
        uvicorn.Server(config).run(sockets=[window.socket])
    finally:
        stop.set()
        worker.join(timeout=2)


def _keep_new(desk: Desk, stop: threading.Event) -> None:
    for _ in changes(desk.report, desk.inputs, stop):
        desk.renew()


def make_app(desk: Desk, window: Window) -> Guard:
    """Return the application behind its guard."""
    answers = _Answers(desk, window.language)
    routes = [
        Route("/", answers.home),
        Route("/events", answers.events),
        Route("/page/{digest}", answers.page),
        Route("/media/{key}", answers.media),
        Route("/face/{name}", answers.face),
        Route("/place", answers.place),
        Route("/finding", answers.finding),
        Route("/numbers", answers.numbers),
        Route("/file/{kind}", answers.file),
    ]
    app = Starlette(routes=routes)
    app.mount("/static", StaticFiles(directory=_STATIC))
    return Guard(app, window.port, window.token)


class _Answers:
    """What each address says; nothing here reads a file that a request names."""

    def __init__(self, desk: Desk, language: Language) -> None:
        self._desk = desk
        self._language: Language = language

    def home(self, _: Request) -> Response:
        text = (_STATIC / "index.html").read_text("utf-8").replace("{lang}", self._language)
        return Response(text, media_type="text/html", headers=_FRESH)

    async def events(self, request: Request) -> Response:
        return StreamingResponse(
            self._stream(request), media_type="text/event-stream", headers=_FRESH
        )

    async def _stream(self, request: Request) -> AsyncIterator[str]:
        revision = 0
        while not await request.is_disconnected():
            view = await asyncio.to_thread(self._desk.after, revision, _BEAT_SECONDS)
            if view is None:
                yield ": still here\n\n"
                continue
            revision = view.revision
            yield f"data: {_json(view_data(view, self._language))}\n\n"

    def page(self, request: Request) -> Response:
        page = self._desk.page(request.path_params["digest"])
        if page is None:
            return _gone()
        return Response(page.svg, media_type="image/svg+xml", headers=_KEEP)

    def media(self, request: Request) -> Response:
        media = self._desk.media(request.path_params["key"])
        if media is None:
            return _gone()
        return Response(media.data, media_type=media.kind, headers=_KEEP)

    def face(self, request: Request) -> Response:
        path = self._desk.face(request.path_params["name"])
        return _gone() if path is None else FileResponse(path, media_type="font/ttf", headers=_KEEP)

    def place(self, request: Request) -> Response:
        """Answer with the source lines of the words ``mcid`` on ``page``."""
        places = self._desk.places()
        page, mcid = _number(request, "page"), _number(request, "mcid")
        span = places.span(page, mcid) if places is not None else None
        if span is None:
            return _data({})
        lines = excerpt(span.source.text, span.line)
        return _data({"file": span.source.path, "line": span.line, "lines": lines})

    def finding(self, request: Request) -> Response:
        """Answer with the source lines of finding ``number`` of the view that is shown."""
        findings, number = self._desk.view.findings, _number(request, "number")
        if not 0 <= number < len(findings):
            return _data({})
        span = findings[number].span
        lines = excerpt(span.source.text, span.line)
        return _data({"file": span.source.path, "line": span.line, "lines": lines})

    def numbers(self, _: Request) -> Response:
        view: View = self._desk.view
        return _data(numbers_data(view.shown) if view.shown is not None else [])

    def file(self, request: Request) -> Response:
        """Answer with the finished file, or with what forbids it."""
        try:
            kind = ArtifactKind(request.path_params["kind"])
            data = self._desk.made(kind)
        except ValueError:
            return _gone()
        except ReportgenError as fault:
            found = [as_json(each, self._language) for each in fault.diagnostics]
            return Response(_json(found), 409, media_type="application/json", headers=_FRESH)
        shown = self._desk.view.shown
        title = shown.checked.document.cover.title if shown is not None else "report"
        named = {"content-disposition": f"attachment; filename*=UTF-8''{quote(title)}.{kind.value}"}
        return Response(data, media_type=_KINDS[kind], headers={**_FRESH, **named})


def _number(request: Request, name: str) -> int:
    word = request.query_params.get(name, "")
    return int(word) if word.isascii() and word.isdigit() and len(word) < 9 else -1  # noqa: PLR2004 - no report has as many


def _gone() -> Response:
    return Response("", 404, headers=_FRESH)


def _data(data: object) -> Response:
    return Response(_json(data), media_type="application/json", headers=_FRESH)


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False)
