"""Secrets at rest: sealed with AES-GCM, bound to their company and name."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, delete, insert, select

from leafledger.database.connection import Database
from leafledger.database.tables import secrets

# AES-GCM's own nonce size; a fresh random nonce for every sealing.
NONCE_LENGTH = 12


class NoSuchSecret(KeyError):
    """The company has no secret of that name."""


class WrongKey(Exception):
    """The key file does not open this secret: another key, or a row that was moved."""


class Vault:
    """Stores and gives back secrets. What lies in the database cannot be read without the key.

    The company and the name are part of what is sealed, so that a row copied to another
    company or name does not open.
    """

    def __init__(self, database: Database, key: bytes) -> None:
        self._database = database
        self._cipher = AESGCM(key)
        self._key_id = hashlib.sha256(key).hexdigest()[:12]

    def put(self, company: str, name: str, secret: str) -> None:
        """Seal a secret, in the place of an earlier one."""
        with self._database.writing() as connection:
            self.put_within(connection, company, name, secret)

    def put_within(self, connection: Connection, company: str, name: str, secret: str) -> None:
        """The same as part of a caller's transaction."""
        nonce = os.urandom(NONCE_LENGTH)
        sealed = nonce + self._cipher.encrypt(nonce, secret.encode(), _bound_to(company, name))
        same = (secrets.c.company == company) & (secrets.c.name == name)
        connection.execute(delete(secrets).where(same))
        connection.execute(
            insert(secrets).values(
                company=company, name=name, sealed=sealed, key_id=self._key_id,
                stored_at=datetime.now(UTC).isoformat(),
            )
        )  # fmt: skip

    def get(self, company: str, name: str) -> str:
        """Open a secret.

        Raises: NoSuchSecret; WrongKey if this key does not open it.
        """
        with self._database.reading() as connection:
            row = connection.execute(
                select(secrets.c.sealed, secrets.c.key_id).where(
                    secrets.c.company == company, secrets.c.name == name
                )
            ).one_or_none()
        if row is None:
            raise NoSuchSecret(name)
        sealed = bytes(row.sealed)
        try:
            opened = self._cipher.decrypt(
                sealed[:NONCE_LENGTH], sealed[NONCE_LENGTH:], _bound_to(company, name)
            )
        except InvalidTag as error:
            raise WrongKey(
                f"the key file does not open the stored {name}; it was sealed with key {row.key_id}"
            ) from error
        return opened.decode()

    def stored_at(self, company: str, name: str) -> str:
        """When a secret was sealed, as ISO 8601 in UTC; empty where there is none."""
        with self._database.reading() as connection:
            found = connection.execute(
                select(secrets.c.stored_at).where(
                    secrets.c.company == company, secrets.c.name == name
                )
            ).scalar_one_or_none()
        return found or ""

    def forget(self, company: str) -> None:
        """Take every secret of a company away."""
        with self._database.writing() as connection:
            connection.execute(delete(secrets).where(secrets.c.company == company))


def _bound_to(company: str, name: str) -> bytes:
    return f"{company}|{name}".encode()


def _write_once(path: Path, key: bytes) -> None:
    """Write a new key file whole or not at all; another process's file is left alone."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.part")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(key.hex() + "\n")
    with contextlib.suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()


def _key_in(content: bytes) -> bytes:
    """The key a file holds; nothing where it holds no hexadecimal number."""
    try:
        return bytes.fromhex(content.decode("ascii").strip())
    except ValueError:
        return b""


def key_from_file(path: Path, make: Callable[[], bytes] = lambda: os.urandom(32)) -> bytes:
    """The vault's key: 32 bytes in a file that only its owner can read; made when missing.

    Raises: WrongKey if the file holds something else.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        _write_once(path, make())
    key = _key_in(path.read_bytes())
    if len(key) != 32:
        raise WrongKey(f"{path} does not hold a key of 32 bytes")
    return key
