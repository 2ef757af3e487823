"""The ledger's tables, one step a version: a step is never changed once it has shipped."""

STEPS: tuple[str, ...] = (
    # 1: which files are current for which report
    """
    CREATE TABLE build (
        id INTEGER PRIMARY KEY,
        place TEXT NOT NULL,
        report TEXT NOT NULL,
        params TEXT NOT NULL,
        period TEXT NOT NULL,
        name TEXT NOT NULL,
        wanted TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        inputs TEXT NOT NULL,
        settings TEXT NOT NULL,
        files TEXT NOT NULL,
        built_at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX build_at_place ON build (place, wanted, id);
    CREATE INDEX build_of_report ON build (report, params, id);
    """,
    # 2: who got what, and what ran when
    """
    CREATE TABLE message (
        id INTEGER PRIMARY KEY,
        report TEXT NOT NULL,
        params TEXT NOT NULL,
        period TEXT NOT NULL,
        recipient TEXT NOT NULL,
        channel TEXT NOT NULL,
        build INTEGER NOT NULL REFERENCES build (id),
        content TEXT NOT NULL,
        message_id TEXT NOT NULL,
        state TEXT NOT NULL,
        reason TEXT NOT NULL,
        attempts INTEGER NOT NULL,
        undecided TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        UNIQUE (report, params, period, recipient, channel)
    ) STRICT;
    CREATE TABLE receipt (
        id INTEGER PRIMARY KEY,
        message INTEGER NOT NULL REFERENCES message (id),
        content TEXT NOT NULL,
        message_id TEXT NOT NULL,
        reply TEXT NOT NULL,
        at TEXT NOT NULL
    ) STRICT;
    CREATE TABLE occurrence (
        report TEXT NOT NULL,
        schedule TEXT NOT NULL,
        due TEXT NOT NULL,
        tries INTEGER NOT NULL,
        tried_at TEXT NOT NULL,
        done_at TEXT NOT NULL,
        PRIMARY KEY (report, schedule, due)
    ) STRICT;
    """,
    # 3: what the files say of machines: with the digests of the files and who got them, the record
    # that Art. 9 of the measures for labelling asks to be kept; no row is ever taken away
    """
    ALTER TABLE build ADD COLUMN label TEXT NOT NULL DEFAULT '';
    """,
    # 4: which judgements a person has looked at
    """
    CREATE TABLE review (
        report TEXT NOT NULL,
        key TEXT NOT NULL,
        words TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (report, key)
    ) STRICT;
    """,
    # 5: what the clock showed when schedules were looked at, and what keeps reports from running
    """
    CREATE TABLE schedule_clock (
        report TEXT NOT NULL,
        schedule TEXT NOT NULL,
        seen TEXT NOT NULL,
        PRIMARY KEY (report, schedule)
    ) STRICT;
    CREATE TABLE trouble (
        place TEXT NOT NULL,
        about TEXT NOT NULL,
        words TEXT NOT NULL,
        files TEXT NOT NULL,
        exit_code INTEGER NOT NULL,
        tries INTEGER NOT NULL,
        tried_at TEXT NOT NULL,
        PRIMARY KEY (place, about)
    ) STRICT;
    """,
    # 6: on the way of a message: when it is tried again, why it is corrected, what became of it;
    # which server takes no mail for now, and who wants none
    """
    ALTER TABLE message ADD COLUMN due TEXT NOT NULL DEFAULT '';
    ALTER TABLE message ADD COLUMN correction TEXT NOT NULL DEFAULT '';
    CREATE INDEX message_by_id ON message (message_id);
    CREATE INDEX build_of_row ON build (place, params, id);
    CREATE INDEX receipt_at ON receipt (at);
    CREATE TABLE event (
        id INTEGER PRIMARY KEY,
        message INTEGER NOT NULL REFERENCES message (id),
        at TEXT NOT NULL,
        what TEXT NOT NULL,
        reason TEXT NOT NULL
    ) STRICT;
    CREATE TABLE pause (
        server TEXT PRIMARY KEY,
        until TEXT NOT NULL,
        reason TEXT NOT NULL,
        times INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE opt_out (
        mailbox TEXT PRIMARY KEY,
        reason TEXT NOT NULL,
        at TEXT NOT NULL
    ) STRICT;
    """,
    # 7: the reports of a batch: which are to be made, by whom, how it went
    """
    CREATE TABLE job (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        batch TEXT NOT NULL,
        place TEXT NOT NULL,
        params TEXT NOT NULL,
        state TEXT NOT NULL,
        attempts INTEGER NOT NULL,
        lease REAL NOT NULL,
        owner TEXT NOT NULL,
        build INTEGER REFERENCES build (id),
        log TEXT NOT NULL,
        updated_at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX job_open ON job (batch, lease, id) WHERE state IN ('waiting', 'running');
    CREATE INDEX job_at_place ON job (place, batch, state);
    """,
    # 8: who let an issue go out, or refused it
    """
    CREATE TABLE approval (
        id INTEGER PRIMARY KEY,
        report TEXT NOT NULL,
        digest TEXT NOT NULL,
        office TEXT NOT NULL,
        person TEXT NOT NULL,
        account TEXT NOT NULL,
        verdict TEXT NOT NULL,
        reason TEXT NOT NULL,
        at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX approval_of ON approval (digest, id);
    """,
)

NEWEST = len(STEPS)
