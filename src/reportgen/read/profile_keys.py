"""The keys of profiles: who signs, statements of the house, parts of an official letter."""

from reportgen.read.shapes import Either, Fields, Key, Listing, Markdown, Word, choice

_WORD = Word()
_TEXTS = Listing(Markdown(), may_be_single=True)

ANALYST = Fields(
    (
        Key("name", "姓名", _WORD, "分析师姓名", "name of the analyst", required=True),
        Key("licence", "执业编号", _WORD, "证券分析师的执业证书编号", "number of the licence"),
    )
)
RATING = Fields(
    (
        Key("rating", "评级", _WORD, "评级的名称，如 买入", "the rating", required=True),
        Key("meaning", "含义", Markdown(), "评级的含义和标准", "what it means", required=True),
    )
)
STATEMENTS = Fields(
    (
        Key("risks", "风险提示", _TEXTS, "风险提示，一段或几条", "risk warning: one or more"),
        Key(
            "analyst",
            "分析师声明",
            _TEXTS,
            "分析师声明；写 默认 用常用的文字",
            "declaration of the analysts; default: the usual words",
        ),
        Key(
            "ratings",
            "评级说明",
            Either((Listing(RATING), Markdown())),
            "各档评级的含义：列表，或一段话",
            "what the ratings mean: a list, or a paragraph",
        ),
        Key("conflicts", "利益冲突", _TEXTS, "利益冲突披露", "disclosure of conflicts"),
        Key("disclaimer", "免责声明", _TEXTS, "免责声明", "disclaimer"),
    )
)
LETTER = Fields(
    (
        Key("number", "发文字号", _WORD, "如 滨数发〔2025〕8号", "number of the letter"),
        Key("copy_number", "份号", Word(r"^\d{1,9}$"), "如 000001", "number of this copy"),
        Key("urgency", "紧急程度", Word("^(特提|特急|加急|平急)$"), "特急、加急", "how urgent"),
        Key("signatory", "签发人", _WORD, "上行文的签发人", "who signed a letter upwards"),
        Key("addressees", "主送机关", Markdown(), "主送机关，不写末尾的冒号", "whom it is sent to"),
        Key(
            "attachments",
            "附件",
            Listing(Markdown(), may_be_single=True),
            "附件的名称，一件或几件",
            "names of what is attached",
        ),
        Key("signature", "署名", _WORD, "发文机关署名；缺省是 organisation", "who signs"),
        Key("remark", "附注", Markdown(), "附注，不写括号", "remark, without parentheses"),
        Key("copies_to", "抄送", _WORD, "版记里的抄送机关", "who gets copies"),
        Key("issued_by", "印发机关", _WORD, "版记里的印发机关", "the office that issues it"),
        Key(
            "issued_on",
            "印发日期",
            Word(r"^\d{4}-\d{2}-\d{2}$"),
            "缺省为成文日期",
            "when it is issued; by default its date",
        ),
    )
)

PROFILE = Key(
    "profile",
    "体例",
    choice("research/研究 consulting/咨询 sell_side/卖方 gongwen/公文"),
    "体例：决定要有哪些内容、不能说哪些话，和缺省的版式",
    "which blocks and words it must have or may not have, and how it looks by default",
)
WAIVER = Fields(
    (
        Key(
            "ignore",
            "忽略",
            Listing(_WORD, may_be_single=True),
            "代码，如 RG189、D01",
            "codes of findings",
            required=True,
        ),
        Key("of", "所指", _WORD, "只豁免说到它的，如 免责声明", "only those that name it"),
        Key("reason", "理由", _WORD, "为什么豁免", "why", required=True),
    )
)
PROFILE_KEYS = (
    Key("analysts", "分析师", Listing(ANALYST), "署名的分析师", "who signs it"),
    Key(
        "qualification",
        "业务资格",
        _WORD,
        "证券投资咨询业务资格的说明，印在封面",
        "right to advise on securities, on the cover",
    ),
    Key(
        "published_at",
        "发布时刻",
        Word(r"^\d{4}-\d{2}-\d{2} \d{1,2}:\d{2}$"),
        "发布的日期和时刻：2025-12-18 16:30",
        "day and minute of publication",
    ),
    Key("statements", "声明", STATEMENTS, "风险提示和各项声明", "risk warning and statements"),
    Key(
        "waivers",
        "豁免",
        Listing(WAIVER),
        "这些键里可以豁免的提醒",
        "findings among these keys that may stand",
    ),
    Key("letter", "公文", LETTER, "公文的发文字号、主送机关等", "parts of an official letter"),
)
