"""What the service is told about mails is right, or the start ends with what would be."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from booking_service.mail_settings import MailSettings
from booking_service.service.office import Office
from booking_service.settings import SettingsError

OFFICE = cast(Office, None)  # nothing is sent here
SENDER = "yoyaku@example.jp"


@pytest.mark.parametrize(
    ("settings", "key"),
    [
        (MailSettings(user="yoyaku"), "--smtp-user"),
        (MailSettings(server="mail.example.jp:25"), "--mail-from"),
        (MailSettings(server="mail.example.jp:25", sender="nobody"), "--mail-from"),
        (MailSettings(server="mail.example.jp", sender=SENDER), "--smtp"),
        (MailSettings(server="mail.example.jp:0", sender=SENDER), "--smtp"),
        (MailSettings(server="mail.example.jp:99999", sender=SENDER), "--smtp"),
        (MailSettings(server="two words:25", sender=SENDER), "--smtp"),
        (
            MailSettings(server="mail.example.jp:25", sender=SENDER, folder=Path("mail")),
            "--mail-folder",
        ),
        (MailSettings(server="mail.example.jp:587", sender=SENDER, user="yoyaku"), "--smtp-user"),
    ],
)
def test_what_is_wrong_is_named(
    settings: MailSettings, key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    with pytest.raises(SettingsError) as wrong:
        settings.carrier(OFFICE)
    assert wrong.value.key == key


def test_what_is_right_carries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    (tmp_path / "mail-password").write_text("s3cret\n")
    assert MailSettings().carrier(OFFICE) is None
    for settings in (
        MailSettings(folder=tmp_path / "mail"),
        MailSettings(server="mail.example.jp:587", sender=SENDER, user="yoyaku"),
        MailSettings(server="[::1]:2525", sender=SENDER),
    ):
        assert settings.carrier(OFFICE) is not None
        assert "s3cret" not in repr(settings)


def test_a_password_that_cannot_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    (tmp_path / "mail-password").mkdir()
    wanted = MailSettings(server="mail.example.jp:587", sender=SENDER, user="yoyaku")
    with pytest.raises(SettingsError, match="mail-password"):
        wanted.carrier(OFFICE)
