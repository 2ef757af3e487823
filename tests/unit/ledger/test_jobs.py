"""Jobs of a batch: each is claimed by one, done once, freed when its owner is gone, then poison."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest

from reportgen.ledger import MOST_ATTEMPTS, Jobs, JobState, open_ledger

PLACE, BATCH = "/r", "b1"


@pytest.fixture
def ledger(tmp_path):
    with open_ledger(tmp_path / "ledger.db") as opened:
        yield opened


def entered(jobs, count, batch=BATCH, at=0.0):
    jobs.enter(batch, PLACE, [(f"k{n}", f"p{n}") for n in range(count)], at)


def claimed(jobs, owner="me", at=0.0, lease=30.0):
    return jobs.claim(BATCH, owner, at, at + lease)


def test_two_who_claim_at_once_never_get_the_same_job(tmp_path):
    with open_ledger(tmp_path / "ledger.db") as opened:
        entered(opened.jobs, 60)

    def work(owner):
        got = []
        with open_ledger(tmp_path / "ledger.db") as own:
            while (claim := claimed(own.jobs, owner)) is not None:
                got.append(claim.key)
                assert own.jobs.settle(claim, JobState.DONE)
        return got

    with ThreadPoolExecutor(4) as pool:
        got = [key for keys in pool.map(work, "abcd") for key in keys]
    assert sorted(got) == sorted({f"k{n}" for n in range(60)})


def test_a_job_whose_lease_ends_is_claimed_again_and_its_first_owner_counts_no_more(ledger):
    entered(ledger.jobs, 1)
    first = claimed(ledger.jobs, "one", at=0.0)
    assert claimed(ledger.jobs, "two", at=29.0) is None
    second = claimed(ledger.jobs, "two", at=31.0)
    assert second.attempt == 2
    assert not ledger.jobs.settle(first, JobState.DONE)
    assert ledger.jobs.settle(second, JobState.DONE)
    assert ledger.jobs.tally(PLACE).counts == {"done": 1}


def test_a_heartbeat_extends_the_lease(ledger):
    entered(ledger.jobs, 1)
    claim = claimed(ledger.jobs, "one", at=0.0)
    ledger.jobs.beat(BATCH, "one", 60.0)
    assert claimed(ledger.jobs, "two", at=59.0) is None
    assert ledger.jobs.settle(claim, JobState.DONE)


def test_after_three_attempts_a_job_is_poison_and_says_why(ledger):
    entered(ledger.jobs, 2)
    for turn in range(MOST_ATTEMPTS):
        claim = claimed(ledger.jobs, at=100.0 * turn)
        assert (claim.key, claim.attempt) == ("k0", turn + 1)
        state = JobState.POISON if claim.attempt == MOST_ATTEMPTS else JobState.WAITING
        assert ledger.jobs.settle(claim, state, "killed by signal 9")
    assert claimed(ledger.jobs, at=999.0).key == "k1"
    tally = ledger.jobs.tally(PLACE)
    assert tally.counts == {"poison": 1, "running": 1}
    assert tally.poison == (("p0", "killed by signal 9"),)


def test_a_job_whose_owners_all_fall_silent_is_poison_too(ledger):
    entered(ledger.jobs, 1)
    for turn in range(MOST_ATTEMPTS):
        assert claimed(ledger.jobs, at=100.0 * turn) is not None
    assert claimed(ledger.jobs, at=999.0) is None
    assert ledger.jobs.tally(PLACE).counts == {"poison": 1}


def test_what_a_dead_owner_was_at_waits_again_and_the_attempt_does_not_count(ledger):
    entered(ledger.jobs, 2)
    claimed(ledger.jobs, "host:1:x")
    claimed(ledger.jobs, "other:1:x")
    ledger.jobs.take_over(PLACE, "host:")
    assert ledger.jobs.tally(PLACE).counts == {"waiting": 1, "running": 1}
    assert claimed(ledger.jobs, "host:2:y").attempt == 1


def test_a_new_batch_starts_what_was_settled_anew_and_forgets_the_rest(ledger):
    entered(ledger.jobs, 3)
    assert ledger.jobs.settle(claimed(ledger.jobs), JobState.DONE)
    assert ledger.jobs.settle(claimed(ledger.jobs), JobState.POISON)
    entered(ledger.jobs, 2, "b2")
    assert ledger.jobs.tally(PLACE).counts == {"waiting": 2}
    assert ledger.jobs.claim("b2", "me", 0.0, 30.0).attempt == 1


def test_what_is_given_back_was_not_tried(ledger):
    entered(ledger.jobs, 1)
    claimed(ledger.jobs)
    ledger.jobs.free(BATCH, "me")
    assert claimed(ledger.jobs).attempt == 1


@pytest.mark.parametrize("what", ["claim", "beat", "tally"])
def test_ten_thousand_jobs_are_looked_up_by_index(tmp_path, what):
    with open_ledger(tmp_path / "ledger.db") as opened:
        entered(opened.jobs, 10)
    connection = sqlite3.connect(tmp_path / "ledger.db", isolation_level=None)
    said = []
    connection.set_trace_callback(said.append)
    jobs = Jobs(connection)
    match what:
        case "claim":
            claimed(jobs)
        case "beat":
            jobs.beat(BATCH, "me", 1.0)
        case "tally":
            jobs.tally(PLACE)
    connection.set_trace_callback(None)
    plans = [
        row[3]
        for statement in said
        if "job" in statement
        for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}")
    ]
    connection.close()
    assert plans
    assert not [line for line in plans if line.startswith("SCAN job")]
    assert not [line for line in plans if "TEMP B-TREE" in line and what == "claim"], plans
