"""The keys of what is made and sent: schedule, delivery, options of the PDF."""

from reportgen.read.shapes import Fields, Key, Listing, Markdown, Number, Word, choice

_WORD = Word()

SCHEDULE = Fields(
    (
        Key("name", "名称", _WORD, "这个日程的名字", "name of the schedule", required=True),
        Key("cron", "cron", _WORD, "cron 表达式，如 0 8 5 * *", "cron line", required=True),
        Key("tz", "时区", _WORD, "时区，缺省 Asia/Shanghai", "time zone, default Asia/Shanghai"),
        Key(
            "catch_up",
            "补做",
            choice("latest/最近一次 all/全部 none/不补"),
            "错过的怎么办",
            "what happens to missed occurrences",
        ),
        Key("do", "动作", Listing(choice("build/生成 send/发送")), "到时做什么", "what it does"),
        Key(
            "when",
            "日子",
            _WORD,
            "工作日、交易日、最后一个工作日、第3个交易日、T+1",
            "workday, trading day, last workday, 3rd trading day, T+1",
        ),
        Key(
            "on_holiday",
            "遇假日",
            choice("skip/跳过 next/顺延 previous/提前"),
            "cron 的那天不是工作日（交易日）时怎么办；缺省跳过",
            "where the day of the cron line is none of these; default skip",
        ),
        Key(
            "calendar",
            "日历",
            _WORD,
            "自己的日历文件，如 日历.yaml；比内置的优先",
            "a calendar file of one's own; it goes before the known ones",
        ),
    )
)

_DAYS = Listing(_WORD, may_be_single=True)
CALENDAR = Fields(
    (
        Key(
            "free",
            "休",
            _DAYS,
            "放假的日子：2027-01-01，或 2027-02-05..2027-02-11",
            "days off: 2027-01-01, or 2027-02-05..2027-02-11",
        ),
        Key("worked", "班", _DAYS, "周末照常上班的日子", "days at a weekend that are worked"),
    )
)

_WORDS = Listing(_WORD, may_be_single=True)
_RATE = Fields(
    (
        Key("per_minute", "每分钟", Number(), "每分钟几封", "messages a minute"),
        Key("per_day", "每天", Number(), "每 24 小时几封", "messages in 24 hours"),
    )
)

DELIVERY = Fields(
    (
        Key("via", "服务器", _WORD, "本机配置里的服务器名", "a server's name", required=True),
        Key("from", "发件人", _WORD, "发件人", "sender", required=True),
        Key(
            "to",
            "收件人",
            Listing(_WORD, may_be_single=True),
            "收件人，每人单独一封",
            "recipients; each gets a message of his own",
            required=True,
        ),
        Key("subject", "主题", Markdown(), "邮件主题", "subject", required=True),
        Key("body", "正文", _WORD, "正文的 Markdown 文件", "Markdown file of the body"),
        Key("attach", "附件", Listing(choice("pdf docx")), "附哪些文件", "files to attach"),
        Key("name", "附件名", Markdown(), "附件的名字", "name of the attached files"),
        Key("max_mb", "大小上限", Number(), "整封邮件的上限（MB）", "largest message, in MB"),
        Key("cc", "抄送", _WORDS, "抄送，每人单独一封", "who gets a copy"),
        Key("bcc", "密送", _WORDS, "密送，别人看不见", "who gets a copy that nobody sees"),
        Key("group_by", "合并", _WORD, "这一列相同的几份合成一封", "column: alike go together"),
        Key("allow_domains", "允许域名", _WORDS, "只发给这些域名", "domains that it goes to"),
        Key(
            "send_window", "时段", _WORD, "只在这段时间发信，如 工作日 08:00-20:00", "when it goes"
        ),
        Key("rate", "速率", _RATE, "最多发多快", "how fast at most"),
        Key("approve", "审批", _WORDS, "要经谁批准，如 [质控, 合规]", "offices that approve it"),
        Key("author", "编写人", _WORD, "编写人，不能批准自己写的", "who wrote it"),
        Key("unsubscribe", "退订", _WORD, "退订的邮箱或网址", "where to ask for no more of it"),
    ),
    not_yet=("over", "protect", "on_empty"),
)

PDF = Fields(
    (
        Key(
            "embed",
            "嵌入",
            Listing(choice("data/数据 source/源稿"), may_be_single=True),
            "把数据、源稿作为附件放进 PDF",
            "attach data or sources",
        ),
        Key("standard", "标准", _WORD, "ua1+2a 或 ua1+3a", "ua1+2a or ua1+3a"),
        Key(
            "exact_copy",
            "复制原文",
            choice("yes/是 no/否"),
            "复制得到的就是原文，缺省为是",
            "what is copied is what was written",
        ),
    ),
    not_yet=("password", "encrypt", "protect"),
)
