"""The client written by others buys, pays, sells at once, attaches and makes tax codes."""

from __future__ import annotations

from typing import Any

from quickbooks.objects import (
    Account,
    Attachable,
    Bill,
    BillPayment,
    Estimate,
    Item,
    Purchase,
    SalesReceipt,
    TaxService,
    Transfer,
    Vendor,
)
from quickbooks.objects.base import AttachableRef
from quickbooks.objects.billpayment import BillPaymentLine, CheckPayment
from quickbooks.objects.creditcardpayment_entity import CreditCardPayment
from quickbooks.objects.detailline import (
    AccountBasedExpenseLine,
    AccountBasedExpenseLineDetail,
    SalesItemLine,
    SalesItemLineDetail,
)
from quickbooks.objects.taxservice import TaxRateDetails

from tests.contracts.quickbooks.test_python_quickbooks import customer


def account(qb: Any, name: str) -> Any:
    return Account.filter(Name=name, qb=qb)[0].to_ref()


def expense(qb: Any, amount: int) -> Any:
    made = AccountBasedExpenseLine()
    made.Amount = amount
    made.AccountBasedExpenseLineDetail = AccountBasedExpenseLineDetail()
    made.AccountBasedExpenseLineDetail.AccountRef = account(qb, "Office Expenses")
    return made


def bill(qb: Any, amount: int) -> Any:
    vendor = Vendor()
    vendor.DisplayName = "Silver State Packaging"
    vendor.save(qb=qb)
    made = Bill()
    made.VendorRef = vendor.to_ref()
    made.Line.append(expense(qb, amount))
    made.save(qb=qb)
    return made


def test_a_bill_is_saved_paid_and_read_back(qb: Any) -> None:
    owed = bill(qb, 90)
    payment = BillPayment()
    payment.VendorRef = owed.VendorRef
    payment.PayType = "Check"
    payment.CheckPayment = CheckPayment()
    payment.CheckPayment.BankAccountRef = account(qb, "Checking")
    payment.TotalAmt = 60
    line = BillPaymentLine()
    line.Amount = 60
    line.LinkedTxn.append(owed.to_linked_txn())
    payment.Line.append(line)
    payment.save(qb=qb)
    assert Bill.get(owed.Id, qb=qb).Balance == 30
    payment.void(qb=qb)
    assert Bill.get(owed.Id, qb=qb).Balance == 90
    assert Vendor.get(owed.VendorRef.value, qb=qb).Balance == 90


def test_a_purchase_and_a_transfer_move_the_bank(qb: Any) -> None:
    bought = Purchase()
    bought.PaymentType = "Cash"
    bought.AccountRef = account(qb, "Checking")
    bought.Line.append(expense(qb, 12))
    bought.save(qb=qb)
    moved = Transfer()
    moved.Amount = 8
    moved.FromAccountRef = account(qb, "Checking")
    moved.ToAccountRef = account(qb, "Undeposited Funds")
    moved.save(qb=qb)
    assert Account.filter(Name="Checking", qb=qb)[0].CurrentBalance == -20
    card = Account()
    card.Name, card.AccountType = "Visa", "Credit Card"
    card.save(qb=qb)
    paid = CreditCardPayment()
    paid.Amount = 5
    paid.BankAccountRef, paid.CreditCardAccountRef = account(qb, "Checking"), card.to_ref()
    paid.save(qb=qb)
    assert CreditCardPayment.get(paid.Id, qb=qb).Amount == 5


def test_a_receipt_is_voided_and_an_estimate_is_sent(qb: Any) -> None:
    sold = Item()
    sold.Name, sold.Type = "Blue Dream 1g", "NonInventory"
    sold.IncomeAccountRef = account(qb, "Sales of Product Income")
    sold.save(qb=qb)
    line = SalesItemLine()
    line.Amount = 40
    line.SalesItemLineDetail = SalesItemLineDetail()
    line.SalesItemLineDetail.ItemRef = sold.to_ref()
    buyer = customer(qb)
    receipt = SalesReceipt()
    receipt.CustomerRef = buyer.to_ref()
    receipt.Line.append(line)
    receipt.save(qb=qb)
    receipt.void(qb=qb)
    assert SalesReceipt.get(receipt.Id, qb=qb).TotalAmt == 0
    offer = Estimate()
    offer.CustomerRef = buyer.to_ref()
    offer.Line.append(line)
    offer.save(qb=qb)
    offer.send(qb=qb, send_to="buyer@sage.example")
    assert Estimate.get(offer.Id, qb=qb).EmailStatus == "EmailSent"


def test_a_file_is_attached_from_bytes_and_a_tax_code_is_made(qb: Any) -> None:
    owed = bill(qb, 10)
    link = AttachableRef()
    link.EntityRef = owed.to_ref()
    file = Attachable()
    file.AttachableRef.append(link)
    file.FileName, file.ContentType = "bill.txt", "text/plain"
    file._FileBytes = b"ten dollars"
    file.save(qb=qb)
    assert Attachable.get(file.Id, qb=qb).Size == len(b"ten dollars")
    code = TaxService()
    code.TaxCode = "Excise"
    rate = TaxRateDetails()
    rate.TaxRateName, rate.RateValue, rate.TaxAgencyId = "NV excise", 15, "1"
    code.TaxRateDetails.append(rate)
    made = code.save(qb=qb)
    assert made.TaxCode == "Excise"
