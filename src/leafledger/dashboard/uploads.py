"""A file that comes with one of our forms: the form's token is read before anything else of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request

FILE_TYPE = "multipart/form-data"
# A form of ours has a token and a few short fields beside its file.
FIELDS_MAX = 8
FIELD_BYTES_MAX = 2_000
# Our forms put the token first, so that nothing behind it is parsed for a stranger.
_TOKEN_FIRST = re.compile(
    rb"--[^\r\n]{1,100}\r\n"
    rb'Content-Disposition: form-data; name="form_token"\r\n\r\n'
    rb"([0-9a-f]{64})\r\n"
)


class NotOurForm(Exception):
    """A form that is not built as ours are."""


@dataclass(frozen=True, slots=True)
class Upload:
    """The fields of a form, and the bytes of its file; empty where none was chosen."""

    form: dict[str, str]
    content: bytes


def first_token(body: bytes) -> str:
    """The token at the very beginning of a form with a file; empty where none stands there."""
    found = _TOKEN_FIRST.match(body)
    return found.group(1).decode() if found else ""


async def read_upload(request: Request) -> Upload:
    """Read such a form. Raises: NotOurForm for more files or fields than ours have."""
    try:
        async with request.form(
            max_files=1, max_fields=FIELDS_MAX, max_part_size=FIELD_BYTES_MAX
        ) as parts:
            fields = {name: part for name, part in parts.items() if isinstance(part, str)}
            files = [part for part in parts.values() if isinstance(part, UploadFile)]
            return Upload(fields, await files[0].read() if files else b"")
    except (MultiPartException, HTTPException) as error:
        raise NotOurForm from error
