"""Where a resident can be: one value a screen, with what the screen is about.

The way back is a list of places, so a screen is always made anew from its place: with the
language of the moment, the state of the moment, and nothing left over when the list is emptied.
``name`` is the screen's name: what tests and events call it, and its module, in the folder of
``ui/screens`` that is called like the module here.
"""

from __future__ import annotations

from ui.places.booking import Confirm, Day, Draft, People, Purpose, ReceiptTaken, SecretAgain
from ui.places.lobby import Ended, Help, Notices, Start
from ui.places.looking import (
    CityCalendar,
    Competition,
    Facilities,
    FacilitiesOf,
    FacilityDetail,
    FacilityWeek,
    Lotteries,
    Month,
    RoomDetail,
    Rooms,
    Search,
    SearchBy,
    SearchDay,
    SearchResults,
    WaysToLook,
)
from ui.places.mine import (
    ApplicationDetail,
    Menu,
    MyApplications,
    MyReservations,
    ReservationDetail,
    Sure,
)
from ui.places.people import (
    AccountDeleted,
    AccountOverview,
    CardLost,
    CardReported,
    Cards,
    ChangeSecret,
    DeleteAccount,
    DeleteSure,
    Forgotten,
    ForgottenSent,
    LogInNumber,
    LogInSecret,
    Registration,
    RegistrationDone,
    RegistrationUnclear,
    SecretTaken,
    log_in_with,
)
from ui.places.place import Place
from ui.places.trouble import AnswerUnclear, Crashed, LineDown, OutOfService, WhyNot

__all__ = [
    "AccountDeleted",
    "AccountOverview",
    "AnswerUnclear",
    "ApplicationDetail",
    "CardLost",
    "CardReported",
    "Cards",
    "ChangeSecret",
    "CityCalendar",
    "Competition",
    "Confirm",
    "Crashed",
    "Day",
    "DeleteAccount",
    "DeleteSure",
    "Draft",
    "Ended",
    "Facilities",
    "FacilitiesOf",
    "FacilityDetail",
    "FacilityWeek",
    "Forgotten",
    "ForgottenSent",
    "Help",
    "LineDown",
    "LogInNumber",
    "LogInSecret",
    "Lotteries",
    "Menu",
    "Month",
    "MyApplications",
    "MyReservations",
    "Notices",
    "OutOfService",
    "People",
    "Place",
    "Purpose",
    "ReceiptTaken",
    "Registration",
    "RegistrationDone",
    "RegistrationUnclear",
    "ReservationDetail",
    "RoomDetail",
    "Rooms",
    "Search",
    "SearchBy",
    "SearchDay",
    "SearchResults",
    "SecretAgain",
    "SecretTaken",
    "Start",
    "Sure",
    "WaysToLook",
    "WhyNot",
    "log_in_with",
]
