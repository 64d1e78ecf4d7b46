"""What is counted for an operator's Prometheus: requests as they end, everything else when asked.

No label says anything of a person: a route is its pattern, never the address that was asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sized
from itertools import accumulate

from prometheus_client import CollectorRegistry, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from booking_service.service.office import Office
from booking_service.storage.records import BATCH_SIZES

#: Seconds; the aims of the service (50 ms, 150 ms) and its time limits lie on edges.
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1.0, 2.5, 5.0)
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Meter:
    """Counts one application's requests, and knows what else there is to tell of its service."""

    def __init__(self, line: Sized) -> None:
        self._line = line
        self._registry = CollectorRegistry()
        self._whole = CollectorRegistry()
        self._shared = False
        self._requests = Histogram(
            "booking_request_seconds",
            "Requests by route and status, with the seconds they took.",
            ("method", "route", "status"),
            buckets=_SECONDS,
            registry=self._registry,
        )
        # Finding a child by its labels costs more than counting with it.
        self._known: dict[tuple[str, str, int], Histogram] = {}
        ProcessCollector(registry=self._registry)

    def note(self, method: str, route: str, status: int, seconds: float) -> None:
        """A request has ended. What a stranger may call a method at will is one method here."""
        key = (method if method in _METHODS else "other", route, status)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._requests.labels(key[0], route, str(status))
        known.observe(seconds)

    def watch(self, office: Office, *, shared: bool = False) -> None:
        """From now on tells of this service's writer, steps and sessions too.

        ``shared``: other processes answer at the same address, and chance says which. What one of
        them counted would jump back and forth, so only what is true of all of them is told.
        """
        self._shared = shared
        self._registry.register(_Process(office, self._line))
        for registry in (self._registry, self._whole):
            registry.register(_Whole(office))

    def told(self) -> bytes:
        """Everything in Prometheus' own text."""
        return generate_latest(self._whole if self._shared else self._registry)


class _Process(Collector):
    """The line and the writer of this process."""

    def __init__(self, office: Office, line: Sized) -> None:
        self._office = office
        self._line = line

    def describe(self) -> Iterator[Metric]:
        """Names alone, so that registering asks the database nothing."""
        yield from ()

    def collect(self) -> Iterator[Metric]:
        database = self._office.database
        figures = database.writer_figures()
        yield GaugeMetricFamily(
            "booking_line", "Requests that wait for their turn.", len(self._line)
        )
        yield GaugeMetricFamily(
            "booking_writer_queue", "Commands that wait for the writer.", figures.waiting
        )
        silent = database.writer_silent_for()
        yield GaugeMetricFamily(
            "booking_writer_silent_seconds", "Since the writer's last sign of life.", silent
        )
        counts = accumulate(figures.batches)
        edges = [*(str(size) for size in BATCH_SIZES[:-1]), "+Inf"]
        batches = HistogramMetricFamily("booking_writer_batch", "Commands in one transaction.")
        batches.add_metric([], list(zip(edges, counts, strict=True)), figures.commands)
        yield batches
        free = database.free_bytes()
        if free is not None:
            yield GaugeMetricFamily("booking_disk_free_bytes", "Room for the database.", free)


class _Whole(Collector):
    """What stands in the database, the same for every process."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def describe(self) -> Iterator[Metric]:
        """Names alone, so that registering asks the database nothing."""
        yield from ()

    def collect(self) -> Iterator[Metric]:
        now = self._office.now()
        with self._office.database.reading() as reader:
            figures = reader.figures(now)
        since = figures.late_since
        late = 0.0 if since is None else (now - since).total_seconds()
        mails = figures.mails_waiting
        yield GaugeMetricFamily("booking_mails_waiting", "Mails that wait to be sent.", mails)
        yield GaugeMetricFamily("booking_sessions", "Residents logged in.", figures.sessions)
        yield GaugeMetricFamily(
            "booking_steps_late", "Due steps that have not been taken.", figures.jobs_late
        )
        yield GaugeMetricFamily(
            "booking_steps_late_seconds", "How long the oldest of them has been due.", late
        )
