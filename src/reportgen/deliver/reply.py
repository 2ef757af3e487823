"""What a server's no means: this mailbox never, this message later, or nobody for a while."""

import re
from enum import Enum

from msgspec import Struct

from reportgen.model.pattern import pattern

_PERMANENT = 500
_LOGIN_CODES = (530, 534, 535, 538)
# How providers say "you send too much": in words, in the codes of NetEase, in those of Exchange
# Online. Many of them answer 550, as if the mailbox did not exist.
_TOO_MUCH = pattern(
    r"frequen|too (many|much|fast|quick)|rate.?limit|throttl|quota|(limit|maximum).{0,40}exceed"
    r"|exceed.{0,60}(limit|maximum)|(daily|hourly|sending|message|recipient)s? .{0,30}limit"
    r"|unusual rate|submissionquota|频率|频繁|过快|过多|超限|超[过出].{0,20}限|达到.{0,12}上限"
    r"|\b(RP|MI):(CEL|DMC|STC|DRC|TRC|CCL|RCL|FDL)\b|\b5\.7\.(501|502|503|705|708)\b|\b5\.1\.90\b",
    re.IGNORECASE,
)
# Of one mailbox: it is full, it gets too much, or there is none (RFC 3463, X.1.x and X.2.x).
_OF_A_MAILBOX = pattern(
    r"\b[45]\.2\.[12]\b|\b5\.1\.[1236]\b|(mailbox|user|account|recipient)\W.{0,40}"
    r"(full|over.?quota|unknown|not (found|exist)|n[o']t exist|unavailable|disabled|inactive)"
    r"|no such (user|mailbox|recipient|address)|user unknown|unknown user|over quota"
    r"|invalid (recipient|mailbox)|(用户|邮箱|收件人|账号).{0,12}(不存在|已满|无效|停用)",
    re.IGNORECASE,
)
_OF_A_MESSAGE = (552, 523)
"""It is too large: the next one may not be (RFC 5321, RFC 1870)."""
_SAID_OF_THE_MAIL = pattern(r"[\w.+-]+@[\w.-]+|<[^>]*>|\b[0-9A-Fa-f]{6,}\b|\d+")


class Meaning(Enum):
    """What follows from a no."""

    NEVER = "never"
    LATER = "later"
    TOO_MUCH = "too much"
    LOGIN = "login"


class Refusal(Struct, frozen=True):
    """A no: its code, its words, and what they mean."""

    code: int
    text: str

    @property
    def reason(self) -> str:
        """The no as the server said it."""
        return f"{self.code} {self.text}"

    @property
    def is_of_one(self) -> bool:
        """Whether it speaks of one mailbox or one message, so that others may still be taken."""
        return self.code in _OF_A_MESSAGE or bool(_OF_A_MAILBOX.search(self.text))

    @property
    def meaning(self) -> Meaning:
        """What follows from it."""
        if self.code in _LOGIN_CODES:
            return Meaning.LOGIN
        if _TOO_MUCH.search(self.text) and not _OF_A_MAILBOX.search(self.text):
            return Meaning.TOO_MUCH
        return Meaning.NEVER if self.code >= _PERMANENT else Meaning.LATER

    @property
    def gist(self) -> str:
        """What the no has in common with the next: without addresses, numbers and identifiers."""
        return f"{self.code} {_SAID_OF_THE_MAIL.sub('', self.text).strip()}"
