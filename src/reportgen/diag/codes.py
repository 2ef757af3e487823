"""Stable names of all findings; each has words in messages/ and a page in docs/reference/codes."""

from enum import StrEnum


class Code(StrEnum):
    """One fault, one code; the first digit names the room that finds it."""

    # -- the call --
    REPORT_NOT_FOUND = "RG001"
    UNKNOWN_OUTPUT = "RG002"
    CANNOT_WRITE = "RG003"
    LEDGER_TOO_NEW = "RG004"
    ID_TAKEN = "RG005"
    AT_WORK = "RG006"
    # -- read --
    UNKNOWN_KEY = "RG101"
    DUPLICATE_KEY = "RG102"
    FULL_WIDTH_COLON = "RG103"
    WRONG_TYPE = "RG104"
    MISSING_KEY = "RG105"
    FILE_NOT_FOUND = "RG106"
    PATH_OUTSIDE = "RG107"
    YAML_SYNTAX = "RG108"
    UNQUOTED_CHARACTER = "RG109"
    NOT_UTF8 = "RG110"
    CONTROL_CHARACTER = "RG111"
    UNCLOSED_NUMBER = "RG112"
    FULL_WIDTH_BRACES = "RG113"
    BAD_EXPRESSION = "RG114"
    UNKNOWN_FILTER = "RG115"
    HTML_REFUSED = "RG116"
    UNKNOWN_DIRECTIVE = "RG117"
    UNCLOSED_DIRECTIVE = "RG118"
    UNKNOWN_VALUE = "RG119"
    EMPTY_REPORT = "RG120"
    OVER_BUDGET = "RG121"
    NOT_A_PICTURE = "RG122"
    REMOTE_PICTURE = "RG123"
    UNSAFE_LINK = "RG124"
    BAD_PROVIDER_CODE = "RG125"
    NO_PROVIDER_CODE = "RG126"
    BAD_PROVIDER_NAME = "RG127"
    UNKNOWN_UNIT = "RG128"
    BAD_FORMAT = "RG129"
    BAD_DATE = "RG130"
    BAD_PERIOD = "RG131"
    NOT_YET = "RG132"
    NO_ALT_TEXT = "RG133"
    UNKNOWN_ZONE = "RG134"
    BAD_CRON = "RG135"
    BAD_ADDRESS = "RG136"
    NO_ID = "RG137"
    NO_PERIOD = "RG138"
    # -- resolve --
    UNKNOWN_CITATION = "RG203"
    UNUSED_REFERENCE = "RG204"
    UNKNOWN_METRIC = "RG205"
    UNKNOWN_CHART = "RG206"
    UNKNOWN_TABLE = "RG207"
    UNKNOWN_CROSS_REFERENCE = "RG208"
    UNKNOWN_NOTE = "RG209"
    UNUSED_NOTE = "RG210"
    DUPLICATE_ANCHOR = "RG211"
    INCOMPLETE_REFERENCE = "RG212"
    # -- data --
    UNKNOWN_COLUMN = "RG301"
    NOT_A_NUMBER = "RG302"
    DIVISION_BY_ZERO = "RG303"
    SQL_FAULT = "RG304"
    SQL_REFUSED = "RG305"
    NO_VALUE = "RG306"
    UNIT_MISMATCH = "RG307"
    EMPTY_DATA = "RG308"
    RAGGED_ROW = "RG309"
    METRIC_CYCLE = "RG310"
    PERIOD_UNREADABLE = "RG312"
    PERIOD_NOT_COVERED = "RG313"
    DUPLICATE_COLUMN = "RG314"
    UNKNOWN_SOURCE = "RG315"
    NO_EVIDENCE = "RG316"
    NOT_ONE_NUMBER = "RG317"
    FILES_MOVING = "RG318"
    ROUNDS_TO_ZERO = "RG319"
    # -- make --
    MISSING_GLYPH = "RG401"
    FONT_NOT_FOUND = "RG402"
    CANNOT_DRAW = "RG403"
    FONT_NOT_USABLE = "RG404"
    NOT_SHARES = "RG405"
    # -- promises --
    LABEL_MISSING = "RG501"
    LABEL_DIFFERS = "RG502"
    NOTICE_MISSING = "RG503"
    PDF_BROKEN = "RG504"
    DOCX_BROKEN = "RG505"
    # -- delivery --
    NO_DELIVERY = "RG601"
    UNKNOWN_SERVER = "RG602"
    NO_PASSWORD = "RG603"  # noqa: S105 - a finding, not a password
    LOGIN_REFUSED = "RG604"
    UNTRUSTED_SERVER = "RG605"
    SERVER_UNREACHABLE = "RG606"
    MESSAGE_TOO_LARGE = "RG607"
    NOT_BUILT = "RG608"
    BAD_SETTINGS = "RG609"
    NOT_ALL_SENT = "RG610"
    UNKNOWN_MESSAGE = "RG611"
    UNDECIDED = "RG612"
    # -- us --
    INTERNAL = "RG901"
    # -- lint --
    NOTICE_WORDING = "A01"
    FIGURE_NOT_MENTIONED = "F01"
    SOURCE_LINE_MISSING = "F03"
    HEADING_END_MARK = "H02"
    HEADING_LEVEL_SKIPPED = "H04"

    @property
    def is_warning(self) -> bool:
        """Whether a build goes on in spite of it."""
        return self in _WARNINGS


_WARNINGS = frozenset(
    {
        Code.NO_PROVIDER_CODE,
        Code.ROUNDS_TO_ZERO,
        Code.UNDECIDED,
        Code.UNUSED_REFERENCE,
        Code.UNUSED_NOTE,
        Code.FIGURE_NOT_MENTIONED,
        Code.SOURCE_LINE_MISSING,
        Code.HEADING_END_MARK,
        Code.HEADING_LEVEL_SKIPPED,
    }
)
