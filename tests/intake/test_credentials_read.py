"""A credentials file that cannot be used is told by the names of its parts, never by a value."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from leafledger.intake.credentials import WrongCredentials, read_credentials

SECRET = "very-secret-value"
GOOD: dict[str, dict[str, object]] = {
    "leaflink": {"base_url": "http://x/", "api_key": SECRET, "company_id": 7},
    "quickbooks": {
        "base_url": "http://y", "discovery_url": "http://y/d", "realm_id": "1",
        "client_id": "c", "client_secret": SECRET, "access_token": SECRET,
        "refresh_token": SECRET,
    },
}  # fmt: skip


def _write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "credentials.json"
    path.write_text(text)
    return path


def test_a_whole_file_is_read_and_its_print_out_shows_no_secret(tmp_path: Path) -> None:
    credentials = read_credentials(_write(tmp_path, json.dumps(GOOD)))
    assert credentials.leaflink.api_key.get_secret_value() == SECRET
    assert SECRET not in repr(credentials)
    assert SECRET not in credentials.model_dump_json()


@pytest.mark.parametrize(("side", "part"), [("leaflink", "api_key"), ("quickbooks", "realm_id")])
def test_a_missing_part_is_named_and_no_value_is_shown(
    tmp_path: Path, side: str, part: str
) -> None:
    lacking = {name: {k: v for k, v in GOOD[name].items() if (name, k) != (side, part)}
               for name in GOOD}  # fmt: skip
    with pytest.raises(WrongCredentials) as wrong:
        read_credentials(_write(tmp_path, json.dumps(lacking)))
    assert f"{side}.{part}" in str(wrong.value)
    assert SECRET not in str(wrong.value)


def test_a_secret_of_the_wrong_kind_is_not_shown(tmp_path: Path) -> None:
    odd = {**GOOD, "leaflink": {**GOOD["leaflink"], "api_key": [SECRET]}}
    with pytest.raises(WrongCredentials) as wrong:
        read_credentials(_write(tmp_path, json.dumps(odd)))
    assert SECRET not in str(wrong.value)


def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(WrongCredentials, match="cannot be read"):
        read_credentials(tmp_path / "nowhere.json")


def test_a_file_that_is_no_json_shows_nothing_of_itself(tmp_path: Path) -> None:
    with pytest.raises(WrongCredentials) as wrong:
        read_credentials(_write(tmp_path, f"api_key = {SECRET}"))
    assert SECRET not in str(wrong.value)
