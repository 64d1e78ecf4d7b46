"""What is sealed opens with its key and in its place only; an index tells equal from unequal."""

from __future__ import annotations

import stat
from pathlib import Path

import keyring
import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring

from booking_service import kept_secrets
from booking_service.kept_secrets import (
    DATA_KEY,
    KEY_BYTES,
    MAIL_PASSWORD,
    SecretTroubleError,
    new_key,
)
from booking_service.personal_cipher import PersonalCipher, WrongKeyError

CIPHER = PersonalCipher(bytes(range(KEY_BYTES)))


@given(st.text(), st.text(max_size=20))
def test_what_is_sealed_opens_again(text: str, about: str) -> None:
    try:
        text.encode(), about.encode()
    except UnicodeEncodeError:
        return  # half a character is no text; JSON never brings one
    assert CIPHER.open(CIPHER.seal(text, about), about) == text


def test_it_opens_in_no_other_place_with_no_other_key_and_not_changed() -> None:
    sealed = CIPHER.seal("さくら会", "registrant 1")
    assert "さくら会".encode() not in sealed
    for cipher, kept, about in (
        (CIPHER, sealed, "registrant 2"),
        (PersonalCipher(new_key()), sealed, "registrant 1"),
        (CIPHER, sealed[:-1] + bytes([sealed[-1] ^ 1]), "registrant 1"),
        (CIPHER, b"\x02" + sealed[1:], "registrant 1"),
        (CIPHER, sealed[:5], "registrant 1"),
        (CIPHER, b"", "registrant 1"),
    ):
        with pytest.raises(WrongKeyError):
            cipher.open(kept, about)


def test_the_same_sealed_twice_looks_different() -> None:
    assert CIPHER.seal("x", "a") != CIPHER.seal("x", "a")


@given(st.lists(st.text("ab"), max_size=3), st.lists(st.text("ab"), max_size=3))
def test_an_index_is_equal_for_equals_only(one: list[str], other: list[str]) -> None:
    same = CIPHER.index("k", *one) == CIPHER.index("k", *other)
    assert same == (one == other)


def test_an_index_says_nothing_without_the_key() -> None:
    other = PersonalCipher(new_key())
    assert CIPHER.index("number", "1") != other.index("number", "1")
    assert CIPHER.index("number", "1") != CIPHER.index("person", "1")
    assert CIPHER.check != other.check


def test_a_key_has_its_length() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        PersonalCipher(b"short")


def test_a_made_key_is_its_owners_and_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "data.key"
    key = kept_secrets.make_key(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert kept_secrets.read_key(path) == key


@pytest.mark.parametrize("text", ["", "zz", "00" * 31, "00" * 33])
def test_a_file_without_a_key_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "data.key"
    path.write_text(text)
    path.chmod(0o600)
    with pytest.raises(SecretTroubleError, match=r"data\.key holds no key"):
        kept_secrets.read_key(path)


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "data.key"
    kept_secrets.make_key(path)
    path.chmod(0o640)
    with pytest.raises(SecretTroubleError, match="chmod 600"):
        kept_secrets.read_key(path)


def test_a_key_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "data.key"
    kept_secrets.make_key(path)
    with pytest.raises(SecretTroubleError):
        kept_secrets.make_key(path)


def test_systemd_hands_secrets_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    assert kept_secrets.given(MAIL_PASSWORD) is None
    (tmp_path / MAIL_PASSWORD).write_text("pass word\n")
    (tmp_path / DATA_KEY).write_text("ab" * 32)
    assert kept_secrets.given(MAIL_PASSWORD) == "pass word"
    assert kept_secrets.given_key() == bytes.fromhex("ab" * 32)


class Memory(KeyringBackend):
    priority = 1.0

    def get_password(self, service: str, username: str) -> str | None:
        return {("booking-service", MAIL_PASSWORD): "from the keyring"}.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        raise AssertionError("nothing is written to a keyring")


class PlaintextMemory(Memory):
    pass


@pytest.mark.parametrize(
    ("backend", "found"),
    [(Memory(), "from the keyring"), (PlaintextMemory(), None), (NoKeyring(), None)],
)
def test_a_safe_keyring_is_asked_and_no_other(
    backend: KeyringBackend, found: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)
    assert kept_secrets.given(MAIL_PASSWORD) == found
    with pytest.raises(SecretTroubleError, match=DATA_KEY):
        kept_secrets.given_key()
