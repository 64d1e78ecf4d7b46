"""A mail goes out once or its trouble is said: servers that take, refuse, vanish or say nothing."""

from __future__ import annotations

import email
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from email import policy
from pathlib import Path

import pytest

from booking_service.service.mail.transports import (
    FolderTransport,
    Never,
    NotNow,
    Parcel,
    Sent,
    SmtpAccount,
    SmtpTransport,
)
from tests.booking_service.lobby import at
from tests.booking_service.people.letter_box import LetterBox, listening

PARCEL = Parcel(
    message_id="abc123",
    sender_name="白井市施設予約システム",
    sender="yoyaku@example.jp",
    to="sakura@example.jp",
    subject="抽選に当選しました（L00000001）" * 3,
    body="本文です。\n長い行" + "あ" * 400 + "\n. 点で始まる行\nFrom here\n",
    at=at("2026-11-20 10:00"),
)


def test_a_server_takes_the_mail_as_it_was_written() -> None:
    box = LetterBox()
    with listening(box) as transport:
        assert transport.send(PARCEL) == Sent()
    (message,) = box.messages
    assert box.envelopes == [("yoyaku@example.jp", ["sakura@example.jp"])]
    assert message["Subject"] == PARCEL.subject
    assert message["From"].addresses[0].display_name == PARCEL.sender_name
    assert message["Message-ID"] == "<abc123@example.jp>"
    assert message["Date"].datetime == PARCEL.at
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content().replace("\r\n", "\n") == PARCEL.body


@pytest.mark.parametrize(
    ("box", "outcome"),
    [
        (LetterBox(refuse_recipient="550 no such user"), Never("550")),
        (LetterBox(refuse_recipient="450 mailbox busy"), NotNow("450")),
        (LetterBox(reply="554 not wanted"), Never("554")),
        (LetterBox(reply="451 try later"), NotNow("451")),
    ],
)
def test_a_server_that_refuses(box: LetterBox, outcome: object) -> None:
    with listening(box) as transport:
        assert transport.send(PARCEL) == outcome
    assert box.messages == []


def test_nobody_listens() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
    assert SmtpTransport(SmtpAccount("127.0.0.1", port)).send(PARCEL) == NotNow(
        "ConnectionRefusedError"
    )


@contextmanager
def saying(
    talk: Callable[[socket.socket], None], answer_seconds: float = 60.0
) -> Iterator[SmtpTransport]:
    """A server that does what ``talk`` does with its one caller."""
    server = socket.create_server(("127.0.0.1", 0))

    def answer() -> None:
        caller, _ = server.accept()
        with caller:
            talk(caller)

    thread = threading.Thread(target=answer)
    thread.start()
    try:
        account = SmtpAccount("127.0.0.1", server.getsockname()[1])
        yield SmtpTransport(account, answer_seconds=answer_seconds)
    finally:
        thread.join(60)
        server.close()


def test_a_server_that_vanishes_in_the_middle() -> None:
    def talk(caller: socket.socket) -> None:
        caller.sendall(b"220 here\r\n")
        caller.recv(1000)
        caller.sendall(b"250 hello\r\n")
        caller.recv(1000)

    with saying(talk) as transport:
        assert transport.send(PARCEL) == NotNow("SMTPServerDisconnected")


def test_a_server_that_says_nothing() -> None:
    done = threading.Event()

    def talk(_caller: socket.socket) -> None:
        done.wait(60)

    with saying(talk, answer_seconds=0.3) as transport:
        outcome = transport.send(PARCEL)
        done.set()
    assert isinstance(outcome, NotNow)


def test_a_server_that_takes_it_and_hangs_up_has_taken_it() -> None:
    def talk(caller: socket.socket) -> None:
        stream = caller.makefile("rb")
        caller.sendall(b"220 here\r\n")
        for line in stream:
            if line.strip().upper() == b"DATA":
                caller.sendall(b"354 go on\r\n")
                for text in stream:
                    if text == b".\r\n":
                        break
                caller.sendall(b"250 taken\r\n")
                return
            caller.sendall(b"250 fine\r\n")

    with saying(talk) as transport:
        assert transport.send(PARCEL) == Sent()


def test_off_this_machine_nothing_goes_without_tls(monkeypatch: pytest.MonkeyPatch) -> None:
    box = LetterBox()
    with listening(box) as transport:
        monkeypatch.setattr(SmtpAccount, "is_here", property(lambda _self: False))
        assert transport.send(PARCEL) == NotNow("no-starttls")
    assert box.messages == []


@pytest.mark.parametrize(
    ("host", "here"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("mail.example.jp", False)],
)
def test_what_is_on_this_machine(host: str, here: bool) -> None:
    assert SmtpAccount(host, 25).is_here == here


@pytest.mark.parametrize("to", ["no address", "a@b@c", "x@example.jp\nBcc: y@example.jp", ""])
def test_what_is_no_address_is_never_sent(to: str, tmp_path: Path) -> None:
    box = LetterBox()
    wrong = replace(PARCEL, to=to)
    with listening(box) as transport:
        assert transport.send(wrong) == Never("unwritable")
    assert FolderTransport(tmp_path).send(wrong) == Never("unwritable")
    assert box.messages == []


def test_a_folder_is_a_letter_box_and_the_same_mail_is_one_file(tmp_path: Path) -> None:
    folder = tmp_path / "mail"
    transport = FolderTransport(folder)
    assert transport.send(PARCEL) == transport.send(PARCEL) == Sent()
    (file,) = folder.iterdir()
    message = email.message_from_bytes(file.read_bytes(), policy=policy.default)
    assert message["To"] == "sakura@example.jp"
    assert folder.stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_written_is_tried_again(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("a file")
    assert isinstance(FolderTransport(tmp_path / "mail").send(PARCEL), NotNow)


def test_nothing_of_a_mail_is_in_its_own_representation() -> None:
    account = SmtpAccount("mail.example.jp", 587, "yoyaku", "s3cret")
    assert "sakura" not in repr(PARCEL) and "本文" not in repr(PARCEL)
    assert "s3cret" not in repr(account)
