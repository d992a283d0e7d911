"""Metrics: read from the database when asked, so that every process tells the same."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from leafledger.assembly import LeafLedger


class LedgerCollector(Collector):
    """Collects one company after the other."""

    def __init__(self, ledger: LeafLedger) -> None:
        self._ledger = ledger

    def collect(self) -> Iterator[Metric]:
        """What Prometheus scrapes; amounts in US dollars."""
        yield self._webhooks()
        yield self._calls()
        yield self._steps()
        yield self._marks()
        yield self._questions()
        yield self._held()
        yield from self._proofs()

    def _webhooks(self) -> Metric:
        family = CounterMetricFamily(
            "leafledger_events", "Webhooks and other events, by what became of them",
            labels=["company", "event"],
        )  # fmt: skip
        for company, name, number in self._ledger.counters.counts():
            family.add_metric([company, name], number)
        return family

    def _calls(self) -> Metric:
        family = CounterMetricFamily(
            "leafledger_calls", "Calls to both systems, by cost", labels=["company", "cost"]
        )
        for company in self._companies():
            for cost, number in self._ledger.counters.calls(company).items():
                family.add_metric([company, cost], number)
        return family

    def _steps(self) -> Metric:
        family = CounterMetricFamily(
            "leafledger_steps", "Steps by what came of them", labels=["company", "state"]
        )
        for company in self._companies():
            for state, number in self._ledger.history.counts(company).items():
                family.add_metric([company, state], number)
        return family

    def _marks(self) -> Metric:
        family = GaugeMetricFamily(
            "leafledger_marks", "What is still to be looked at", labels=["company"]
        )
        for company in self._companies():
            family.add_metric([company], self._ledger.marks.waiting(company))
        return family

    def _questions(self) -> Metric:
        family = GaugeMetricFamily(
            "leafledger_questions", "What waits for a person", labels=["company"]
        )
        for company in self._companies():
            family.add_metric([company], len(self._ledger.questions.all(company)))
        return family

    def _held(self) -> Metric:
        family = GaugeMetricFamily(
            "leafledger_held", "1 while a company must be connected again", labels=["company"]
        )
        for company in self._ledger.companies.all():
            family.add_metric([company.company], 1 if company.held_why else 0)
        return family

    def _proofs(self) -> Iterator[Metric]:
        difference = GaugeMetricFamily(
            "leafledger_proof_difference_usd", "Difference of the last proof", labels=["company"]
        )
        orders = GaugeMetricFamily(
            "leafledger_proof_orders", "Orders of the last proof", labels=["company", "standing"]
        )
        for company in self._companies():
            last = self._ledger.proving.last(company)
            if last is None:
                continue
            # Prometheus knows binary numbers only; the exact amount is in the proof.
            difference.add_metric([company], float(Decimal(last["difference"])))
            for standing in ("proved", "waiting", "differing"):
                orders.add_metric([company, standing], last[standing])
        yield difference
        yield orders

    def _companies(self) -> list[str]:
        return [company.company for company in self._ledger.companies.all()]
