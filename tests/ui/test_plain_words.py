"""What every catalogue has to keep to: readings that are whole, and no words of engineers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.ui.test_wording import catalogue
from ui.wording.review import blocks, main, subjects
from ui.wording.ruby import pieces, plain
from ui.wording.words import CATALOGUES, READING

KANJI = re.compile("[\u3400-\u9fff々]")
KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")

#: Words that mean nothing to a resident, by language, with what is said instead.
NEVER = {
    "ja": {
        "ログイン": "カードか番号ではいる",
        "ログアウト": "おわる",
        "エラー": "what is the matter, and what to do",
        "システム": "予約の受付",
        "サーバ": "予約の受付",
        "データ": "what it is: 記録, 番号",
        "タップ": "ふれる",
        "クリック": "ふれる",
        "不正": "合いません",
        "無効な": "使えません",
    },
    "en": {
        "log in": "begin, go on",
        "logged": "begin, go on",
        "error": "what is the matter, and what to do",
        "system": "the booking service",
        "server": "the booking service",
        "click": "touch",
        "tap": "touch",
        "invalid": "does not match, is not right",
    },
    "zh-Hans": {
        "登录": "刷卡或输入号码",
        "错误代码": "不正确",
        "系统": "预约受理",
        "服务器": "预约受理",
        "数据": "记录",
        "点击": "触摸",
    },
    "ko": {
        "로그인": "카드나 번호로 시작",
        "오류": "무엇이 문제인지",
        "에러": "무엇이 문제인지",
        "시스템": "예약 접수",
        "서버": "예약 접수",
        "데이터": "기록",
        "클릭": "누르기",
    },
}
NEVER["ja-easy"] = NEVER["ja"]
#: What staff and demonstrators see, never a resident.
NOT_FOR_RESIDENTS = ("dock.", "maintenance.")


@pytest.mark.parametrize("language", NEVER)
def test_no_words_of_engineers(language: str) -> None:
    never = re.compile("|".join(rf"\b{w}\b" if w.isascii() else w for w in NEVER[language]), re.I)
    said = {key: plain(text) for key, text in catalogue(language).items()}
    found = {key for key, text in said.items() if never.search(text)}
    assert {key for key in found if not key.startswith(NOT_FOR_RESIDENTS)} == set()


def test_every_kanji_of_easy_japanese_has_its_reading() -> None:
    parts = {key: pieces(text) for key, text in catalogue("ja-easy").items()}
    bare = {
        key
        for key, said in parts.items()
        if any(KANJI.search(part.base) and not part.reading for part in said)
    }
    assert bare == set()
    assert {k for k, said in parts.items() if any(KANJI.search(p.reading) for p in said)} == set()


def test_only_easy_japanese_has_readings() -> None:
    for language in set(CATALOGUES) - {"ja-easy"}:
        assert {
            k for k, text in catalogue(language).items() if "《" in text or "｜" in text
        } == set()


def test_the_voice_reads_kana() -> None:
    assert {key for key, text in catalogue(READING).items() if KANJI.search(text)} == set()


#: Stands on papers in Japanese too, because whoever is shown them has to know a second one.
FOR_THE_COUNTER = {"receipt.common.reprint"}


@pytest.mark.parametrize("language", ["en", "zh-Hans", "ko"])
def test_no_japanese_is_left_in_another_language(language: str) -> None:
    japanese = KANA if language == "zh-Hans" else re.compile(f"{KANA.pattern}|{KANJI.pattern}")
    left = {key for key, text in catalogue(language).items() if japanese.search(text)}
    assert left - FOR_THE_COUNTER == set()


def test_translators_see_every_subject_and_what_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "booking" in subjects()
    assert main(["--missing"]) == 0
    assert capsys.readouterr().out == ""
    for language, text in (("ja", "はい"), ("en", "")):
        (tmp_path / language).mkdir()
        head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
        said = f'{head}\nmsgid "a.b"\nmsgstr "{text}"\n'
        (tmp_path / language / "one.po").write_text(said, encoding="utf-8")
    (block,) = blocks("one", missing_only=True, folder=tmp_path)
    assert "はい" in block
    assert block.count("(missing)") == len(CATALOGUES) - 1
