"""Colours of デジタル庁デザインシステム, as far as the kiosk uses them.

Values from the npm package @digital-go-jp/design-tokens 1.1.9, dist/tokens.css.

Copyright (c) 2023 デジタル庁. MIT License: permission is granted, free of charge, to deal in the
values without restriction, provided that this notice stands in all copies. Provided "as is",
without warranty of any kind.
"""

from __future__ import annotations

from typing import Final

WHITE: Final = "#ffffff"
BLACK: Final = "#000000"
GRAY_50: Final = "#f2f2f2"
GRAY_100: Final = "#e6e6e6"
GRAY_200: Final = "#cccccc"
GRAY_420: Final = "#949494"
GRAY_700: Final = "#4d4d4d"
GRAY_900: Final = "#1a1a1a"
BLUE_50: Final = "#e8f1fe"
BLUE_100: Final = "#d9e6ff"
BLUE_900: Final = "#0017c1"
BLUE_1200: Final = "#000060"
GREEN_50: Final = "#e6f5ec"
GREEN_800: Final = "#197a4b"
GREEN_900: Final = "#115a36"
RED_50: Final = "#fdeeee"
RED_900: Final = "#ce0000"
RED_1000: Final = "#a90000"
RED_1100: Final = "#850000"
ORANGE_50: Final = "#ffeee2"
ORANGE_900: Final = "#ac3e00"
ORANGE_1000: Final = "#8b3200"
PURPLE_50: Final = "#f1eafa"
PURPLE_800: Final = "#5c10be"
YELLOW_300: Final = "#ffd43d"
