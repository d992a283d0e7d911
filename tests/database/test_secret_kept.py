"""A secret lies in the database so that only this key, company and name open it."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from sqlalchemy import text

from leafledger.database.connection import Database
from leafledger.database.vault import NoSuchSecret, Vault, WrongKey, key_from_file

KEY = bytes(range(32))
TOKEN = "AB11-refresh-token-of-green-mesa"


def test_a_secret_comes_back_as_it_was(database: Database) -> None:
    vault = Vault(database, KEY)
    vault.put("mesa", "refresh_token", TOKEN)
    assert vault.get("mesa", "refresh_token") == TOKEN


def test_a_later_secret_takes_the_place_of_the_first(sqlite: Database) -> None:
    vault = Vault(sqlite, KEY)
    vault.put("mesa", "refresh_token", "first")
    vault.put("mesa", "refresh_token", TOKEN)
    assert vault.get("mesa", "refresh_token") == TOKEN


def test_the_database_file_never_shows_the_secret(sqlite: Database) -> None:
    Vault(sqlite, KEY).put("mesa", "refresh_token", TOKEN)
    sqlite.close()
    folder = Path(sqlite.url.removeprefix("sqlite:///")).parent
    written = b"".join(file.read_bytes() for file in folder.iterdir())
    assert b"refresh_token" in written
    assert TOKEN.encode() not in written


@pytest.mark.parametrize(("company", "name"), [("other", "refresh_token"), ("mesa", "api_key")])
def test_a_row_copied_elsewhere_does_not_open(sqlite: Database, company: str, name: str) -> None:
    vault = Vault(sqlite, KEY)
    vault.put("mesa", "refresh_token", TOKEN)
    with sqlite.writing() as connection:
        connection.execute(
            text(
                "INSERT INTO secrets (company, name, sealed, key_id, stored_at) "
                "SELECT :company, :name, sealed, key_id, stored_at FROM secrets"
            ),
            {"company": company, "name": name},
        )
    with pytest.raises(WrongKey):
        vault.get(company, name)


def test_another_key_does_not_open_the_secret(sqlite: Database) -> None:
    Vault(sqlite, KEY).put("mesa", "refresh_token", TOKEN)
    with pytest.raises(WrongKey) as refused:
        Vault(sqlite, bytes(32)).get("mesa", "refresh_token")
    assert TOKEN not in str(refused.value)


def test_one_secret_is_never_sealed_twice_alike(sqlite: Database) -> None:
    vault = Vault(sqlite, KEY)
    vault.put("mesa", "one", TOKEN)
    vault.put("mesa", "two", TOKEN)
    with sqlite.reading() as connection:
        sealed = connection.execute(text("SELECT sealed FROM secrets")).scalars().all()
    assert sealed[0] != sealed[1]


def test_a_secret_nobody_stored_is_missed_by_name(sqlite: Database) -> None:
    with pytest.raises(NoSuchSecret, match="api_key"):
        Vault(sqlite, KEY).get("mesa", "api_key")


def test_only_the_owner_may_read_the_key_file(tmp_path: Path) -> None:
    path = tmp_path / "home" / "key"
    key = key_from_file(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert len(key) == 32
    assert key_from_file(path) == key


def test_two_homes_have_two_keys(tmp_path: Path) -> None:
    assert key_from_file(tmp_path / "one") != key_from_file(tmp_path / "two")


def test_a_key_file_too_short_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_text("00ff\n")
    with pytest.raises(WrongKey):
        key_from_file(path)


def test_a_key_file_that_holds_no_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_text("this is no key\n")
    with pytest.raises(WrongKey):
        key_from_file(path)
