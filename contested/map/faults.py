"""Errors as HTTP answers: one table from the error tree to statuses."""

from __future__ import annotations

from contested.errors import (
    ContestedError,
    LedgerError,
    LoginError,
    NotFoundError,
    QuestionError,
    ReportError,
    ThrottledError,
)
from contested.map.answers import Fault, FaultAnswer

# The first class that fits counts: status, code, what to do.
FAULTS: tuple[tuple[type[ContestedError], int, str, str], ...] = (
    (QuestionError, 422, "bad_question", "api/v1/docs says what each parameter takes"),
    (ReportError, 422, "bad_report", "send the text of one report, and when it was published"),
    (NotFoundError, 404, "not_found", "api/v1/search finds places and actors in any script"),
    (LoginError, 401, "login_needed", "log in: POST the password to api/v1/session"),
    (ThrottledError, 429, "too_many", "wait, and try again"),
    (LedgerError, 503, "ledger", "try again; if it stays so, look at the server's messages"),
    (ContestedError, 500, "data", "the server's messages name the file that is wrong"),
)
INTERNAL = (500, "internal", "please report it with what was asked")
# Of the statuses that the framework itself gives: code and what to do.
STATUSES: dict[int, tuple[str, str]] = {
    400: ("bad_request", "look at the address and the body"),
    403: ("wrong_origin", "use the page that this server gives"),
    404: ("not_found", "api/v1/docs lists the addresses there are"),
    405: ("method_not_allowed", "api/v1/docs lists what each address takes"),
    406: ("not_acceptable", "ask for JSON"),
    413: ("too_large", "send less at once"),
    415: ("unsupported_media_type", "send JSON, as application/json"),
    421: (
        "wrong_host",
        "use the address that the server printed, or name this one with --allow-host",
    ),
    422: ("bad_question", "api/v1/docs says what each parameter takes"),
}


def fault_of(error: Exception) -> tuple[int, FaultAnswer]:
    """The status and the answer for an error; what is not on purpose tells nothing of itself."""
    for kind, status, code, hint in FAULTS:
        if isinstance(error, kind):
            return status, fault(code, str(error), hint)
    status, code, hint = INTERNAL
    return status, fault(code, "something went wrong inside the server", hint)


def fault_of_status(status: int, message: str) -> FaultAnswer:
    """The answer for a status of the framework."""
    code, hint = STATUSES.get(status, ("error", "api/v1/docs describes the interface"))
    return fault(code, message, hint)


def fault(code: str, message: str, hint: str) -> FaultAnswer:
    """An error in the form that all of them have."""
    return FaultAnswer(error=Fault(code=code, message=message, hint=hint))
