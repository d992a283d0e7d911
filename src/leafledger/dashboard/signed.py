"""Who acts: the person signed in, or the name given with the form where one code serves all."""

from __future__ import annotations

from starlette.requests import Request

# Longer than people's names; the journal keeps them for ever.
NAME_LENGTH_MAX = 80


def signed_as(request: Request) -> str:
    """The name of who is signed in; empty where the sign-in code says nothing of people."""
    person = getattr(request.state, "person", None)
    return str(getattr(person, "name", person) or "")


def who_acts(request: Request) -> str:
    """Whose word a form is: the person signed in, else the name written into it."""
    written = str(request.state.form.get("person", ""))
    return signed_as(request) or " ".join(written.split())[:NAME_LENGTH_MAX]
