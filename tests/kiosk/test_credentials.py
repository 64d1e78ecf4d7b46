"""The kiosk's credential comes from a safe place or the start stops; it is never shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.backends.chainer import ChainerBackend
from keyring.errors import KeyringLocked, PasswordDeleteError, PasswordSetError

from kiosk.credentials import (
    KEYRING_SERVICE,
    CredentialError,
    KeyringSource,
    refuse_unsafe,
)
from kiosk.credentials_directory import CredentialsDirectoryKeyring


class SafeKeyring(KeyringBackend):
    priority = 1.0  # type: ignore[assignment]

    def __init__(self, secrets: dict[tuple[str, str], str]) -> None:
        super().__init__()
        self.secrets = secrets

    def get_password(self, service: str, username: str) -> str | None:
        return self.secrets.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.secrets[service, username] = password


class LockedKeyring(SafeKeyring):
    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("locked")


class PlaintextKeyring(SafeKeyring):
    pass


def test_the_credential_is_read_by_kiosk_id() -> None:
    source = KeyringSource(SafeKeyring({(KEYRING_SERVICE, "lobby-1"): "hush"}))
    credential = source.kiosk_credential("lobby-1")
    assert credential.bearer() == "Bearer lobby-1.hush"
    assert "hush" not in repr(credential)


def test_a_credential_stored_as_it_was_printed_works_too() -> None:
    source = KeyringSource(SafeKeyring({(KEYRING_SERVICE, "lobby-1"): "lobby-1.hush"}))
    assert source.kiosk_credential("lobby-1").bearer() == "Bearer lobby-1.hush"


def test_a_missing_credential_says_how_to_store_it() -> None:
    with pytest.raises(CredentialError, match="kiosk lobby-1: enrol it"):
        KeyringSource(SafeKeyring({})).kiosk_credential("lobby-1")


def test_a_locked_keyring_says_so() -> None:
    with pytest.raises(CredentialError, match="unlock"):
        KeyringSource(LockedKeyring({})).kiosk_credential("lobby-1")


@pytest.mark.parametrize("backend", [fail.Keyring(), null.Keyring(), PlaintextKeyring({})])
def test_a_backend_that_keeps_no_secret_is_refused(backend: KeyringBackend) -> None:
    with pytest.raises(CredentialError, match="does not protect"):
        KeyringSource(backend).kiosk_credential("lobby-1")


def test_a_chain_is_refused_for_its_weakest_part(monkeypatch: pytest.MonkeyPatch) -> None:
    chain = ChainerBackend()
    monkeypatch.setattr(ChainerBackend, "backends", [SafeKeyring({}), PlaintextKeyring({})])
    with pytest.raises(CredentialError, match="PlaintextKeyring"):
        refuse_unsafe(chain)


def test_systemd_hands_it_over_in_a_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lobby-kiosk").write_text("lobby-1.hush\n")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    backend = CredentialsDirectoryKeyring()
    assert KeyringSource(backend).kiosk_credential("lobby-1").secret == "hush"
    assert backend.get_password("lobby-kiosk", "other") is None
    assert backend.get_password("..", "passwd") is None
    assert backend.get_password("../../etc/passwd", "root") is None


def test_it_can_neither_store_nor_delete() -> None:
    backend = CredentialsDirectoryKeyring()
    with pytest.raises(PasswordSetError):
        backend.set_password("a", "b", "c")
    with pytest.raises(PasswordDeleteError):
        backend.delete_password("a", "b")


def test_it_stands_aside_where_systemd_hands_nothing_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    assert CredentialsDirectoryKeyring().get_password("lobby-kiosk", "lobby-1") is None
    assert not CredentialsDirectoryKeyring.viable
