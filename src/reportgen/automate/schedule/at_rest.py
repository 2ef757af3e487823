"""At rest: wait until no file of a report is being written, so that no half-written one is read."""

from collections.abc import Callable

from reportgen.automate.schedule.job import Job
from reportgen.automate.schedule.watching import Sight, look
from reportgen.diag import Code, DataError, Sink, Source, Span

_STEP_SECONDS = 0.2
_LONGEST_SECONDS = 900.0


def at_rest(job: Job, clock: Callable[[], float], sleep: Callable[[float], None]) -> Sight:
    """Return how the files of ``job`` look at rest; raise DataError when they never are.

    What was written long ago is at rest at once; else they are watched for the quiet seconds.
    """
    inputs, waited, still = job.inputs(), 0.0, 0.0
    sight = look(job.report, inputs)
    if sight.last_written() < clock() - job.quiet_seconds and not sight.is_unfinished(clock()):
        return sight
    while waited < _LONGEST_SECONDS:
        sleep(_STEP_SECONDS)
        waited += _STEP_SECONDS
        later = look(job.report, inputs)
        is_moving = later.stamps != sight.stamps or later.is_unfinished(clock())
        still = 0.0 if is_moving else still + _STEP_SECONDS
        sight = later
        if still >= job.quiet_seconds:
            return sight
    sink = Sink()
    sink.add(Code.FILES_MOVING, Span(Source(str(job.report), ""), 1, 1), report=job.report)
    raise DataError(sink.found)
