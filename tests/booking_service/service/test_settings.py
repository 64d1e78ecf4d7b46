"""A wrong setting stops the start with its name, what is wrong, and what would be right."""

from __future__ import annotations

import re
import socket
from pathlib import Path

import apsw
import pytest

from booking_service import cli
from booking_service.storage.sqlite.database import SqliteDatabase

SERVICE_MD = Path(__file__).parents[3] / "docs" / "service.md"


def serve(*words: str) -> int:
    return cli.main(["serve", "--city", "shiroi", *words])


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--database", "{tmp}/nowhere/a.db"), ("--database", "make that folder first")),
        (("--database", "{tmp}"), ("--database", "is a folder")),
        (("--database", "{tmp}/a.db", "--port", "70000"), ("--port", "65535")),
        (("--database", "{tmp}/a.db", "--public-url", "yoyaku"), ("--public-url", "https://")),
        (("--database", "{tmp}/a.db", "--public-url", "http://"), ("--public-url", "https://")),
        (("--database", "{tmp}/a.db", "--public-url", "http://a:b"), ("--public-url", "https://")),
        (("--database", "{tmp}/held.db"), ("--database", "stop that service")),
        (
            ("--database", "{tmp}/a.db", "--port", "0", "--staff-token-file", "/proc/self/token"),
            ("--staff-token-file", "may write"),
        ),
        (("--database", "{tmp}/letter"), ("--database", "not a database", "backup")),
        (("--database", "{tmp}/newer.db"), ("--database", "newer program")),
        (("--database", "{tmp}/other.db"), ("--database", "another city")),
        (("--database", "{tmp}/a.db", "--host", "203.0.113.1"), ("--host/--port", "free address")),
        (("--city", "atlantis", "--database", "{tmp}/a.db"), ("atlantis", "shiroi")),
    ],
)
def test_a_wrong_setting_is_told(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    told: tuple[str, ...],
) -> None:
    (tmp_path / "letter").write_text("a letter, and a long one, which is not a database at all")
    for name in ("newer.db", "other.db"):
        database = SqliteDatabase(tmp_path / name)
        database.submit(lambda store: store.keep_service_value("city", "fukuoka")).result()
        database.close()
    held = SqliteDatabase(tmp_path / "held.db")
    connection = apsw.Connection(str(tmp_path / "newer.db"))
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    assert serve(*(word.format(tmp=tmp_path) for word in words)) == 2
    held.close()
    said = capsys.readouterr().err
    for part in told:
        assert part in said


def test_a_port_in_use_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert serve("--database", str(tmp_path / "a.db"), "--port", port) == 2
    assert "in use" in capsys.readouterr().err


@pytest.mark.parametrize(
    "url", ["http://", "http://127.0.0.1:abc", "ftp://127.0.0.1", "http://a b", "http://例.jp\n"]
)
def test_an_address_that_is_none_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], url: str
) -> None:
    assert cli.main(["staff", "--url", url, "take-payment", "R00000001"]) == 2
    assert "--url" in capsys.readouterr().err


@pytest.mark.parametrize("content", [b"\xff\xfe", b"two\nlines", b"", "会".encode()])
def test_a_token_file_without_a_token_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    path = tmp_path / "token"
    path.write_bytes(content)
    path.chmod(0o600)
    assert cli.main(["staff", "--token-file", str(path), "take-payment", "R00000001"]) == 2
    assert "--token-file" in capsys.readouterr().err


def test_a_citys_files_are_checked(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check-city", "shiroi"]) == 0
    assert cli.main(["check-city", "atlantis"]) == 2
    assert "atlantis" in capsys.readouterr().err


def test_every_option_is_in_the_operator_s_table(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["serve", "--help"])
    options = set(re.findall(r"^ +(--[a-z-]+)", capsys.readouterr().out, re.MULTILINE))
    assert len(options) > 15
    text = SERVICE_MD.read_text("utf-8")
    rows = [row.split("|")[1] for row in text.splitlines() if row.startswith("| `--")]
    assert options - set(re.findall(r"--[a-z-]+", " ".join(rows))) == set()
