"""What is typed at the glass, without Qt: kana, romaji, kanji, dates, towns, and what is taken."""
