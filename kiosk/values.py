"""What the shapes of the booking service's answers are made of."""

from __future__ import annotations

from typing import Annotated

import msgspec

#: A text by language; ``ja`` is always there, the others fall back to it.
Text = dict[str, str]

#: A count, an amount of yen or a place in a row. Bounded to what a screen can show: a number of 21
#: digits is a wrong answer, not a crash somewhere behind it.
Number = Annotated[int, msgspec.Meta(ge=-(2**31), le=2**31 - 1)]
