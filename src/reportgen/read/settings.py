"""The operator's settings: a YAML file outside every report's folder."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from msgspec import Struct

from reportgen.diag import Code, Sink, Source, Span
from reportgen.read import yaml_tree as tree
from reportgen.read.check import check, number_of
from reportgen.read.excerpt import Excerpt
from reportgen.read.shapes import Either, Fields, Key, Listing, Names, Number, Word, choice

_WORD = Word()
_LAST_PORT = 65535
_SERVER = Fields(
    (
        Key("host", "主机", _WORD, "主机名", "host", required=True),
        Key("port", "端口", Number(), "端口", "port"),
        Key("security", "加密", choice("tls starttls"), "加密方式", "how it is protected"),
        Key("user", "用户", _WORD, "登录名", "user"),
        Key("secret", "口令", _WORD, "env:变量名 或 file:路径", "env:NAME or file:PATH"),
        Key("ca", "证书", _WORD, "另加的根证书文件", "file with a further root certificate"),
        Key("token", "令牌命令", _WORD, "打印令牌的命令（XOAUTH2）", "command that prints a token"),
        Key(
            "allow",
            "允许",
            Listing(_WORD, may_be_single=True),
            "稿件可以发往的域名和邮箱",
            "domains and mailboxes that reports may write to",
            required=True,
        ),
    )
)
_DATABASE = Fields(
    (
        Key(
            "url",
            "地址",
            _WORD,
            "SQLAlchemy 的地址，或 env:变量名、file:路径",
            "an address of SQLAlchemy, or env:NAME, file:PATH",
            required=True,
        ),
    )
)
_WORDS = Listing(_WORD, may_be_single=True)
_TOKEN = Fields(
    (
        Key("header", "请求头", _WORD, "放令牌的请求头，如 X-Api-Key", "header", required=True),
        Key(
            "secret", "口令", _WORD, "env:变量名 或 file:路径", "env:NAME, file:PATH", required=True
        ),
    )
)
_HTTP = Fields(
    (
        Key("hosts", "主机", _WORDS, "稿件可以取数据的主机", "hosts to take data from"),
        Key("private_hosts", "内网主机", _WORDS, "其中地址在内网的", "those inside the network"),
        Key(
            "tokens",
            "令牌",
            Names(Either((_WORD, _TOKEN))),
            "主机和它的令牌：env:变量名 或 file:路径",
            "tokens by host: env:NAME or file:PATH",
        ),
    )
)
SETTINGS = Fields(
    (
        Key("servers", "服务器", Names(_SERVER), "邮件服务器", "mail servers"),
        Key(
            "approvers",
            "审批人",
            Names(_WORDS),
            "谁可以批准：质控: [王芳]",
            "who may approve, by office",
        ),
        Key("databases", "数据库", Names(_DATABASE), "稿件可以查询的数据库", "databases by name"),
        Key("reports", "报告", _WORDS, "serve 常驻的报告", "reports that serve looks after"),
        Key("http", "网络", _HTTP, "稿件可以取数据的网址", "addresses to take data from"),
    )
)


class Settings(Struct, frozen=True):
    """One mail server as written; ``secret`` says where the password is."""

    host: str
    port: int
    security: str
    user: str
    secret: str
    ca: str
    span: Span
    token: str = ""
    allow: tuple[str, ...] = ()


def read_settings(path: Path, sink: Sink) -> Mapping[str, Settings]:
    """Return the servers of the file at ``path`` by name; nothing when it cannot be read."""
    found = settings_tree(path, sink)
    servers = found.mapping("servers") if found is not None else None
    if servers is None:
        sink.add(Code.BAD_SETTINGS, Span(Source(str(path), ""), 1, 1), path=path)
        return {}
    unquoted = Sink()
    made = {
        name: _server(entry.value, entry.key.span, unquoted)
        for name, entry in servers.entries.items()
        if isinstance(entry.value, tree.Mapping)
    }
    _tell(unquoted, sink)
    return made


def listed_reports(path: Path, sink: Sink) -> tuple[str, ...]:
    """Return the reports that the file at ``path`` lists for the server."""
    found = settings_tree(path, sink)
    listed = found.listing("reports") if found is not None else ()
    return tuple(each.text for each in listed if isinstance(each, tree.Scalar))


def read_approvers(path: Path, sink: Sink) -> Mapping[str, tuple[str, ...]]:
    """Return who may approve by office, as the file at ``path`` says."""
    found = settings_tree(path, sink)
    offices = found.mapping("approvers") if found is not None else None
    if offices is None:
        return {}
    return {
        name: tuple(x.text for x in offices.listing(name) if isinstance(x, tree.Scalar))
        for name in offices.entries
    }


def settings_tree(path: Path, sink: Sink) -> tree.Mapping | None:
    """Return the keys of the operator's file; its findings name a line and never quote it.

    An address with a password may stand on that line.
    """
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        sink.add(Code.BAD_SETTINGS, Span(Source(str(path), ""), 1, 1), path=path)
        return None
    unquoted = Sink()
    typed = tree.load_tree(Excerpt.whole(Source(str(path), text)), unquoted)
    found = check(typed, SETTINGS, "", unquoted) if typed is not None else None
    _tell(unquoted, sink)
    return found if isinstance(found, tree.Mapping) else None


def _tell(found: Sink, sink: Sink) -> None:
    for each in found:
        span = each.span
        place = Span(Source(span.source.path, ""), span.line, span.column, span.length)
        sink.add(each.code, place, fix=None, **each.values)


def _server(node: tree.Mapping, span: Span, sink: Sink) -> Settings:
    port = number_of(node.get("port")) or Decimal(0)
    typed = node.scalar("port")
    if typed is not None and (port != int(port) or not 1 <= port <= _LAST_PORT):
        known = f"1–{_LAST_PORT}"
        sink.add(
            Code.UNKNOWN_VALUE, typed.span, value=typed.text, key="port", known=known, nearest="—"
        )
    return Settings(
        host=node.word("host"),
        port=int(port),
        security=node.word("security", "starttls"),
        user=node.word("user"),
        secret=node.word("secret"),
        ca=node.word("ca"),
        span=span,
        token=node.word("token"),
        allow=tuple(x.text for x in node.listing("allow") if isinstance(x, tree.Scalar)),
    )
