"""Work that a page asked for: done in a thread of its own, with progress, called off on request, its result kept to be shown."""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, cast

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from generator.actions.outcome import Outcome
from generator.cancelling import CancelledError, may_be_called_off, stop_if_called_off
from generator.errors import GeneratorError, Problem
from generator.files import name_too_long
from generator.web.desk import NotThereError

Step = Callable[[str], None]
Work = Callable[[Step], Outcome]

_PATIENCE: Final = 0.4
"""Seconds that a request waits for work that is soon done, so that a short job shows no page of progress."""
_KEPT: Final = 200
_LOG: Final = logging.getLogger("vanban.web")
_OUR_FAULT: Final = Problem(
    "WEB-30",
    "Chương trình gặp lỗi ngoài dự kiến, chưa ghi gì dở dang",
    "Thử lại; nếu còn lỗi, báo cho người phụ trách kèm dòng chữ ở cửa sổ lệnh",
)


class State(StrEnum):
    """How far a job is."""

    RUNNING = "đang làm"
    DONE = "xong"
    REFUSED = "không làm được"
    CANCELLED = "đã dừng"
    BROKEN = "lỗi chương trình"


@dataclass(slots=True)
class Job:
    """One piece of work. `shown` is the template of its result, `back` where the clerk goes on; `total` is 0 when nobody knows it."""

    key: str
    title: str
    back: str
    shown: str
    total: int
    context: Mapping[str, object]
    state: State = State.RUNNING
    done: int = 0
    label: str = ""
    outcome: Outcome | None = None
    problems: tuple[Problem, ...] = ()
    called_off: threading.Event = field(default_factory=threading.Event)
    finished: threading.Event = field(default_factory=threading.Event)

    def run(self, work: Work) -> None:
        """Do the work and keep what came of it."""
        try:
            with may_be_called_off(self.called_off.is_set):
                self.outcome = work(self.step)
            self.state = State.DONE
        except CancelledError as error:
            self.state, self.problems = State.CANCELLED, error.problems
        except GeneratorError as error:
            self.state, self.problems = State.REFUSED, error.problems
        except Exception as error:  # noqa: BLE001 - a thread has no door above it: here our own fault is shown
            if problem := name_too_long(error):
                self.state, self.problems = State.REFUSED, (problem,)
            else:
                _LOG.exception("%s", self.title)
                self.state, self.problems = State.BROKEN, (_OUR_FAULT,)
        finally:
            self.finished.set()

    def step(self, label: str) -> None:
        """Note what is being done now. Raises CancelledError when the clerk called it off."""
        stop_if_called_off()
        self.label = label
        self.done += 1


@dataclass(slots=True)
class Jobs:
    """The jobs since the server started; the oldest finished ones are forgotten."""

    known: dict[str, Job] = field(default_factory=dict)

    def start(self, job: Job, work: Work) -> Job:
        """Begin a job."""
        self.known[job.key] = job
        for key in [key for key, old in self.known.items() if old.finished.is_set()][:-_KEPT]:
            del self.known[key]
        threading.Thread(target=job.run, args=(work,), daemon=True, name=f"vanban-{job.key}").start()
        return job

    def job(self, key: str) -> Job:
        """A job by its key. Raises NotThereError."""
        if key not in self.known:
            raise NotThereError(Problem("WEB-31", "Việc này không còn được nhớ", "Về trang trước rồi làm lại"))
        return self.known[key]


def jobs_of(request: Request) -> Jobs:
    """The jobs of this server."""
    return cast("Jobs", request.app.state.jobs)


def begin(  # noqa: PLR0913 - what a job is
    request: Request, title: str, work: Work, *, back: str, shown: str = "outcome.html", total: int = 0, **context: object
) -> Response:
    """Begin work and lead to its page, which shows progress or, when it was soon done, the result."""
    job = jobs_of(request).start(Job(secrets.token_urlsafe(9), title, back, shown, total, context), work)
    job.finished.wait(_PATIENCE)
    return RedirectResponse(f"/viec/{job.key}", status_code=303)
