"""Customers and control accounts are held against every document behind them.

Green Mesa      invoice 342.00 of ours, 50.00 by hand, payment with 30.00 left over
                open 362.00 = balance 362.00 = aging 362.00, of it 50.00 not from LeafLink
"""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from leafledger.bookkeeping.policy import Policy
from leafledger.commerce.payouts import Payout, PayoutLine
from leafledger.figures.money import Money
from leafledger.figures.references import payment_marker, payout_marker
from leafledger.ledger.accounts import AccountType
from leafledger.ledger.pointers import Known, RecordKind
from leafledger.ledger.receipts import KnownEntry, KnownReceipt, Settled
from leafledger.quickbooks.aging import Aging, AgingRow
from leafledger.quickbooks.general_ledger import Movement
from leafledger.reconciliation.accounts import check_accounts
from leafledger.reconciliation.books_side import Balance, BooksSide
from leafledger.reconciliation.checks import Check, Standing
from leafledger.reconciliation.customers import check_customers
from tests.reconciliation.held import ACCEPTED_ON, POLICY, credit_memo, invoice

CUSTOMER, CLEARING, TAXES = "58", "90", "91"
RECEIVABLE = AccountType.RECEIVABLE.value
WITH_CLEARING = POLICY.model_dump(mode="json") | {"payments": {"clearing": {"id": CLEARING}}}


def receipt(
    total: str, left: str = "0.00", id_: str = "201", account: str = "", *, by_hand: bool = False
) -> KnownReceipt:
    """A payment of the customer, so much of it unapplied."""
    note = "" if by_hand else payment_marker(id_)
    return KnownReceipt(
        id_, "0", CUSTOMER, ACCEPTED_ON, note, Money.of(total), Money.of(left), (),
        deposit_account_id=account,
    )  # fmt: skip


def tied(books: BooksSide, owed: str, aged: str | None = None) -> BooksSide:
    """The same books with one customer who owes so much by QuickBooks's word."""
    row = AgingRow(CUSTOMER, "Green Mesa", Money.of(aged or owed))
    return replace(
        books,
        customers=(Balance(CUSTOMER, "Green Mesa", Money.of(owed)),),
        aging=Aging((row,), row.total),
        accounts=(
            Balance("84", "Accounts Receivable", Money.of(owed), RECEIVABLE),
            *books.accounts,
        ),
    )


def test_everything_open_of_a_customer_is_the_balance_and_the_aging_row() -> None:
    by_hand = replace(invoice("50.00"), id="147", note="Repair")
    books = BooksSide(documents=(invoice(), by_hand), receipts=(receipt("130.00", "30.00"),))
    (found,) = check_customers(tied(books, "362.00"))
    assert found.standing is Standing.PROVED
    assert found.outside == Money.of("50.00")
    (account,) = check_accounts(tied(books, "362.00"), POLICY)
    assert account.standing is Standing.PROVED
    assert account.outside == Money.of("50.00")


def test_a_balance_that_no_document_explains_is_named_with_its_size() -> None:
    books = tied(BooksSide(documents=(invoice(),)), "400.00")
    (found,) = check_customers(books)
    assert found.standing is Standing.DIFFERS
    assert found.difference == Money.of("58.00")
    assert "add up to $342.00, QuickBooks shows a balance of $400.00" in found.why
    assert "deposit on the receivable account" in found.cure
    (account,) = check_accounts(books, POLICY)
    assert account.difference == Money.of("58.00")


def test_an_aging_row_beside_the_balance_differs_though_the_documents_agree() -> None:
    (found,) = check_customers(tied(BooksSide(documents=(invoice(),)), "342.00", "300.00"))
    assert found.standing is Standing.DIFFERS
    assert "aging shows $300.00" in found.why


def test_a_reversing_entry_is_open_until_a_payment_settles_it() -> None:
    entry = KnownEntry("300", "0", CUSTOMER, ACCEPTED_ON, payment_marker("2"), Money.of("80.00"))
    settles = (Settled(RecordKind.JOURNAL_ENTRY, Known(RecordKind.JOURNAL_ENTRY, "300"),
                       Money.of("80.00")),)  # fmt: skip
    books = BooksSide(documents=(invoice(),), entries=(entry,))
    assert check_customers(tied(books, "422.00"))[0].standing is Standing.PROVED
    relinked = replace(books, receipts=(replace(receipt("80.00"), settles=settles),))
    assert check_customers(tied(relinked, "342.00"))[0].standing is Standing.PROVED


def test_a_clearing_account_is_explained_to_the_last_cent() -> None:
    moved = [
        Movement("201", "Payment", Money.of("500.00")),
        Movement("400", "Deposit", Money.of("-465.00")),
        Movement("401", "Journal Entry", Money.of("7.00")),
    ]
    books = BooksSide(
        receipts=(receipt("500.00", account=CLEARING),),
        accounts=(Balance(CLEARING, "LeafLink Clearing", Money.of("42.00"), "Bank"),),
        movements={CLEARING: moved}, notes={"400": payout_marker("77")},
    )  # fmt: skip
    policy = Policy.model_validate(WITH_CLEARING)
    found = check_accounts(tied(books, "0.00"), policy)[1]
    assert found.standing is Standing.PROVED
    assert found.outside == Money.of("7.00")
    assert found.name == (
        "LeafLink Clearing (payments in $500.00, payouts -$465.00, not from LeafLink $7.00)"
    )
    changed = replace(books, receipts=(receipt("480.00", account=CLEARING),))
    found = check_accounts(tied(changed, "0.00"), policy)[1]
    assert (found.standing, found.difference) == (Standing.DIFFERS, Money.of("20.00"))


def test_a_deposit_whose_lines_were_changed_by_hand_is_held_against_its_statement() -> None:
    line = PayoutLine(
        "77", 0, ACCEPTED_ON, "marketplace_payment", "10492", Money.of("500.00"),
        Money.of("35.00"), Money.of("465.00"),
    )  # fmt: skip
    statement = {"77": Payout("77", ACCEPTED_ON, (line,))}
    policy = Policy.model_validate(WITH_CLEARING)

    def clearing(out: str, left: str, waiting: dict[str, str] | None = None) -> Check:
        moved = [
            Movement("201", "Payment", Money.of("500.00")),
            Movement("400", "Deposit", Money.of(out)),
        ]
        books = BooksSide(
            receipts=(receipt("500.00", account=CLEARING),),
            accounts=(Balance(CLEARING, "LeafLink Clearing", Money.of(left), "Bank"),),
            movements={CLEARING: moved}, notes={"400": payout_marker("77")},
        )  # fmt: skip
        return check_accounts(tied(books, "0.00"), policy, statement, waiting or {})[1]

    assert clearing("-500.00", "0.00").standing is Standing.PROVED
    found = clearing("-100.00", "400.00")
    assert (found.standing, found.difference) == (Standing.DIFFERS, Money.of("400.00"))
    assert "payout 77 takes $100.00 out of it, its statement $500.00" in found.why
    waits = clearing("-100.00", "400.00", {"payout:77": "The deposit was changed by hand."})
    assert waits.standing is Standing.WAITING


def test_a_payout_moved_off_the_clearing_account_is_told_unless_it_never_stood_there() -> None:
    line = PayoutLine(
        "77", 0, ACCEPTED_ON, "marketplace_payment", "10492", Money.of("500.00"),
        Money.of("35.00"), Money.of("465.00"),
    )  # fmt: skip
    statement = {"77": Payout("77", ACCEPTED_ON, (line,))}
    books = BooksSide(
        receipts=(receipt("500.00", account=CLEARING),),
        accounts=(Balance(CLEARING, "LeafLink Clearing", Money.of("500.00"), "Bank"),),
        movements={CLEARING: [Movement("201", "Payment", Money.of("500.00"))]},
        notes={"400": payout_marker("77")},
    )  # fmt: skip
    policy = Policy.model_validate(WITH_CLEARING)

    def clearing(*entered_on: str) -> Check:
        accounts = frozenset(entered_on)
        return check_accounts(tied(books, "0.00"), policy, statement, {}, lambda _: accounts)[1]

    found = clearing(CLEARING, "61")
    assert (found.standing, found.difference) == (Standing.DIFFERS, Money.of("500.00"))
    assert "payout 77 takes $0.00 out of it, its statement $500.00" in found.why
    assert found.cure.startswith("Correct the lines of the deposit in QuickBooks")
    assert clearing("92", "61").standing is Standing.PROVED


def test_tax_lines_are_the_movement_of_their_account() -> None:
    moved = [
        Movement("145", "Invoice", Money.of("15.00")),
        Movement("999", "Journal Entry", Money.of("-3.00")),
    ]
    books = BooksSide(
        documents=(invoice(),), taxes={"145": Money.of("15.00")}, tax_account=TAXES,
        accounts=(Balance(TAXES, "Excise payable", Money.of("12.00")),), movements={TAXES: moved},
    )  # fmt: skip
    found = check_accounts(tied(books, "342.00"), POLICY)[1]
    assert (found.standing, found.outside) == (Standing.PROVED, Money.of("-3.00"))
    more = replace(books, taxes={"145": Money.of("16.00")})
    assert check_accounts(tied(more, "342.00"), POLICY)[1].standing is Standing.DIFFERS


@given(st.lists(st.tuples(st.integers(1, 50_000), st.sampled_from("ICP"), st.booleans())))
def test_the_customers_add_up_to_the_receivable(rows: list[tuple[int, str, bool]]) -> None:
    documents, receipts, owed = [], [], 0
    for place, (cents, kind, by_hand) in enumerate(rows):
        amount = f"{cents // 100}.{cents % 100:02d}"
        if kind == "P":
            receipts.append(receipt(amount, amount, str(place), by_hand=by_hand))
        else:
            made = invoice(amount) if kind == "I" else credit_memo(amount)
            documents.append(replace(made, id=str(place), note="" if by_hand else made.note))
        owed += cents if kind == "I" else -cents
    sign, whole = ("-", -owed) if owed < 0 else ("", owed)
    books = BooksSide(documents=tuple(documents), receipts=tuple(receipts))
    books = tied(books, f"{sign}{whole // 100}.{whole % 100:02d}")
    checks = [*check_customers(books), *check_accounts(books, POLICY)]
    assert all(one.standing is Standing.PROVED for one in checks)
    assert Money.total(one.outside for one in check_customers(books)) == checks[-1].outside
