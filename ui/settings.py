"""What the screens need to know about the place they stand in."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.settings_maintenance import Gesture


@dataclass(frozen=True, slots=True)
class WindowSettings:
    """Sizes in millimetres, delays in seconds or milliseconds as named."""

    #: Width of the visible glass: 268 mm on a 21.5-inch panel that stands upright.
    width_mm: float = 268.0
    #: The facility whose lobby the kiosk stands in; named in the header.
    home_facility_id: str | None = None
    #: None fills the screen; otherwise the window's size in pixels.
    window_px: tuple[int, int] | None = None
    #: Without log-in the start screen comes back after this long without a touch.
    idle_home_seconds: float = 90.0
    #: A resident whose write has no answer yet is asked to wait, so they may wait this long.
    unclear_idle_seconds: float = 300.0
    #: After the first paint one more screen is loaded this often: no tap waits for it then.
    load_ahead_ms: int = 30
    #: How often idle time is looked at.
    idle_check_ms: int = 250
    #: A question that takes longer than this shows that the kiosk is working.
    working_after_ms: int = 300
    #: The second half of a double tap on one place does not press what has appeared there.
    double_tap_ms: int = 400
    #: A touch this soon after the glass has changed was meant for what was there before.
    settle_ms: int = 0
    #: What lies on a button for longer than this is no finger; slow hands need a second or two.
    lying_ms: int = 5000
    #: How long the farewell stays.
    ended_seconds: float = 6.0
    #: How often a write without an answer is asked about, and an empty cache looked at.
    ask_again_seconds: float = 3.0
    #: How often the printer is asked while a receipt of the visit waits for it.
    paper_watch_ms: int = 1000
    #: How often the clock and the state of the line are looked at, in the header and on screens.
    header_refresh_ms: int = 1000
    #: The start screen invites whoever passes after this long without a touch; 0: never.
    attract_after_seconds: float = 60.0
    #: How long the invitation stands in one language, and how long it takes to come.
    attract_step_ms: int = 6000
    attract_fade_ms: int = 700
    #: How staff ask for maintenance mode: how long the name in the header is held, and how long the
    #: two touches after it may take.
    gesture: Gesture = "header"
    gesture_hold_ms: int = 3000
    gesture_then_ms: int = 5000
    #: Without a touch for so long, maintenance mode shuts itself.
    maintenance_idle_seconds: float = 120.0
