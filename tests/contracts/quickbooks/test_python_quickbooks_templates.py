"""python-quickbooks keeps templates and currencies in the simulator as in the real service."""

from __future__ import annotations

from typing import Any

from quickbooks.objects.base import Ref
from quickbooks.objects.companycurrency import CompanyCurrency
from quickbooks.objects.detailline import SalesItemLine, SalesItemLineDetail
from quickbooks.objects.exchangerate import ExchangeRate
from quickbooks.objects.recurringtransaction import (
    RecurringInfo,
    RecurringInvoice,
    RecurringTransaction,
    ScheduleInfo,
)

from tests.simulators.quickbooks.serving import Books


def test_a_template_is_saved_changed_found_and_deleted(books: Books, qb: Any) -> None:
    customer, item = Ref(), Ref()
    customer.value, item.value = books.customer()["value"], books.item()["value"]
    line = SalesItemLine()
    line.Amount = 100
    line.SalesItemLineDetail = SalesItemLineDetail()
    line.SalesItemLineDetail.ItemRef = item
    invoice = RecurringInvoice()
    invoice.Line.append(line)
    invoice.CustomerRef = customer
    info = RecurringInfo()
    info.Name, info.Active = "Booth", True
    info.ScheduleInfo = ScheduleInfo()
    info.ScheduleInfo.IntervalType, info.ScheduleInfo.DayOfMonth = "Monthly", 1
    invoice.RecurringInfo = info
    template = RecurringTransaction()
    template.Invoice = invoice
    saved = template.save(qb=qb)
    found = RecurringTransaction.get(saved.Invoice.Id, qb=qb)
    found.Invoice.RecurringInfo.ScheduleInfo.DayOfMonth = 15
    found.Invoice.Line[0].Amount = 250
    found.save(qb=qb)
    listed = RecurringTransaction.where("Type = 'Invoice'", qb=qb)
    assert [one.Invoice.Line[0].Amount for one in listed] == [250]
    assert listed[0].Invoice.RecurringInfo.ScheduleInfo.DayOfMonth == 15
    listed[0].delete(qb=qb)
    assert RecurringTransaction.all(qb=qb) == []


def test_a_currency_and_its_rate_are_saved_and_found(books: Books, qb: Any) -> None:
    books.control("/company", {"multi_currency": True})
    euro = CompanyCurrency()
    euro.Code = "EUR"
    assert euro.save(qb=qb).Name == "Euro"
    worth = ExchangeRate()
    worth.SourceCurrencyCode, worth.TargetCurrencyCode = "EUR", "USD"
    worth.AsOfDate, worth.Rate = "2026-11-02", "1.25"
    assert worth.save(qb=qb).Rate == 1.25
    found = ExchangeRate.filter(SourceCurrencyCode="EUR", AsOfDate="2026-11-02", qb=qb)
    assert [one.Rate for one in found] == [1.25]
