"""Puts previews on the stage of a window, as if a resident had come there."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module

from PySide6.QtCore import QCoreApplication, QEvent

import ui.screens
from kiosk.maintenance.roles import Role
from ui.app import build
from ui.card_source import CardSource
from ui.directory import Directory
from ui.gallery.looks import Look, Shape
from ui.places import (
    AccountDeleted,
    Crashed,
    Ended,
    Forgotten,
    ForgottenSent,
    LogInNumber,
    LogInSecret,
    Menu,
    OutOfService,
    Place,
    Registration,
    RegistrationDone,
    RegistrationUnclear,
    Start,
)
from ui.places.maintenance import MaintenancePlace, StaffMenu, StaffPin, StaffWait
from ui.preview import Preview
from ui.samples import values
from ui.samples.maintenance import SampleMaintenance
from ui.samples.terminal import SampleJourneys, Script, sample_terminal
from ui.settings import WindowSettings
from ui.window import KioskWindow

#: Where nobody is logged in, unless a preview says otherwise.
_BEFORE_LOG_IN = (
    Start,
    OutOfService,
    Ended,
    Crashed,
    LogInNumber,
    LogInSecret,
    Registration,
    RegistrationDone,
    RegistrationUnclear,
    Forgotten,
    ForgottenSent,
    AccountDeleted,
    MaintenancePlace,
)
SAMPLE_CITY = Directory(values.CITY, (*values.FACILITIES, values.BY_SLOT))


def all_previews() -> Iterator[Preview]:
    """Every preview of every screen, in the order of the modules' names."""
    for module in pkgutil.walk_packages(ui.screens.__path__, f"{ui.screens.__name__}."):
        previews = getattr(import_module(module.name), "previews", None)
        if previews is not None:
            yield from previews()


def gallery_window(shape: Shape, language: str, look: Look | None = None) -> KioskWindow:
    """A window of this shape and language over a sample terminal, with the city known. ``look``
    says more than both."""
    look = look or Look(shape, language)
    settings = WindowSettings(
        width_mm=look.shape.width_mm,
        window_px=(look.shape.width, look.shape.height),
        home_facility_id=values.FACILITY.id,
    )
    window = build(sample_terminal(Script()), settings, CardSource())
    window.stage.around.know(SAMPLE_CITY)
    window.resize(look.shape.width, look.shape.height)
    window.dress(look.preferences)
    window.show()
    return window


def show(window: KioskWindow, preview: Preview) -> None:
    """Puts a preview on the window's stage, as if a resident had come there."""
    stage, place = window.stage, preview.place
    if preview.spoken is not None:
        place = preview.spoken(window.words.language)
    logged_in = preview.logged_in
    if logged_in is None:
        logged_in = not isinstance(place, _BEFORE_LOG_IN)
    if logged_in:
        stage.around.terminal.logging_in.log_in("", "")
    else:
        stage.around.terminal.session.end()
    stage.around.know(preview.city or SAMPLE_CITY)
    terminal = stage.around.terminal
    if isinstance(terminal.receipts, SampleJourneys):
        terminal.receipts.say_line(preview.line, preview.trouble)
        terminal.receipts.say_paper(preview.paper)
    if isinstance(terminal.maintenance, SampleMaintenance):
        terminal.maintenance.role = _role(preview)
        terminal.maintenance.out = preview.out
    stage.trail.reset(_way(place))
    stage.show_screen(place, preview.answer)
    if preview.prepare is not None and stage.current is not None:
        preview.prepare(stage.current)
    # What widgets have asked for while they were laid out, until they are content.
    for _ in range(2):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def _way(place: Place) -> tuple[Place, ...]:
    match place:
        case Start():
            return ()
        case Menu() | StaffMenu() | StaffPin() | StaffWait():
            return (place,)
        case MaintenancePlace():
            return (StaffMenu(), place)
        case _:
            return (Menu(), place)


def _role(preview: Preview) -> Role | None:
    """Who has opened maintenance mode: where its places are shown, somebody who may all of it."""
    open_ = isinstance(preview.place, MaintenancePlace)
    if not open_ or isinstance(preview.place, StaffPin | StaffWait):
        return None
    return preview.role or Role.TECHNICIAN
