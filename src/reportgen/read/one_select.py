"""Whether a query for a foreign database is one SELECT: told by its words, before it is sent.

It is the second lock; the first is an account that may only read, which is the operator's.
"""

import re

from reportgen.model.pattern import pattern

_SKIPPED = pattern(
    r"""'(?:[^']|'')*' | "(?:[^"]|"")*" | `[^`]*` | \[[^\]]*\] | --[^\n]* | /\*.*?\*/""",
    re.VERBOSE | re.DOTALL,
)
_WORD = pattern(r"[^\W\d]\w*")
_STARTS = frozenset({"select", "with"})
_REFUSED = frozenset(
    {
        *("insert", "update", "delete", "merge", "replace", "upsert", "truncate", "into"),
        *("create", "drop", "alter", "grant", "revoke", "reindex", "vacuum"),
        *("call", "exec", "execute", "do", "prepare", "copy", "load", "attach", "detach", "use"),
        *("begin", "commit", "rollback", "savepoint", "lock", "set", "reset", "pragma", "declare"),
        *("pg_read_file", "pg_read_binary_file", "pg_ls_dir", "pg_stat_file", "lo_import"),
        *("lo_export", "dblink", "dblink_exec", "pg_sleep", "load_file", "outfile", "dumpfile"),
        *("sleep", "benchmark", "xp_cmdshell", "openrowset", "opendatasource", "bulk"),
        *("load_extension", "pg_terminate_backend", "set_config", "query_to_xml"),
    }
)


def refused_word(query: str) -> tuple[str, int] | None:
    """Return the first word that is no part of one SELECT, with its place; nothing if it is one."""
    plain = _SKIPPED.sub(lambda found: " " * len(found[0]), query)
    body = plain.rstrip().removesuffix(";")
    if ";" in body:
        return ";", body.index(";")
    words = list(_WORD.finditer(body))
    if not words or words[0][0].lower() not in _STARTS:
        return (words[0][0], words[0].start()) if words else (query.strip() or "—", 0)
    for word in words:
        said = word[0].lower()
        follows = body[word.end() :].lstrip()[:1]
        if said == "replace" and follows == "(":
            continue
        if said in _REFUSED:
            return word[0], word.start()
    return None
