"""QuickBooks's fault codes: who acts, and what a bookkeeper reads (reference/quickbooks.md 9).

Each sentence says what happened, what became of the money, and what to do next. `{words}` are
QuickBooks's own.
"""

from __future__ import annotations

from leafledger.errors import AskBookkeeper, OurBug, Reconnect, Refused

Answer = tuple[type[AskBookkeeper | OurBug | Reconnect | Refused], str]

RECONNECT = (
    "QuickBooks no longer accepts the connection. Nothing was changed. Connect QuickBooks again "
    "under Set-up, Connections, or with leafledger connect; everything that waits then goes on by "
    "itself."
)
FORBIDDEN = (
    "QuickBooks no longer lets LeafLedger into this company: the user who connected it may have "
    "lost the administrator's role, or the app was disconnected. Nothing was changed. Let an "
    "administrator of the QuickBooks company connect it again, under Set-up, Connections, or "
    "with leafledger connect."
)
NOT_UNDERSTOOD = (
    "QuickBooks did not understand what LeafLedger sent. Nothing was changed. Please report this "
    "to the developers with the details below."
)
UNKNOWN_RULE = (
    'QuickBooks did not accept this; it says: "{words}". Nothing was changed. Correct what it '
    "names in QuickBooks or on LeafLink; the order is then looked at again."
)
_GONE = (
    "Something this names in QuickBooks (a customer, product, account or the document itself) was "
    "made inactive or deleted there. Nothing was changed. It is looked up again; if it should "
    "still be used, make it active in QuickBooks."
)
_SUBSCRIPTION = (
    "The QuickBooks subscription of this company has ended or is on hold. Nothing was changed. "
    "Renew it in QuickBooks under Account and settings > Billing; everything that waits goes on "
    "by itself then."
)
_PLAN = (
    "The QuickBooks plan or a setting of this company does not include what this needs: "
    '"{words}". Nothing was changed. Switch it on in QuickBooks under Account and settings, '
    "change the plan, or choose another way under Policy."
)
_CLOSED = (
    "The books are closed for this date in QuickBooks. Nothing was posted. Move the closing date "
    "in QuickBooks, or let the policy post it on the next open day."
)
_DEPOSITED = (
    "The payment is part of a bank deposit in QuickBooks and cannot be changed. Nothing was "
    "changed. Take it out of the deposit first, or settle the difference by hand."
)
_LINKED = (
    "QuickBooks cannot apply this payment or credit: the invoice belongs to another customer, or "
    "nothing of it is open any more. Nothing was changed. The open balances are read again."
)

FAULTS: dict[str, Answer] = {
    **dict.fromkeys(("100", "110", "120", "130", "140", "150"), (Reconnect, FORBIDDEN)),
    "3100": (
        Reconnect,
        ("The QuickBooks app is not connected to this company, or its keys belong to the other "
        "environment (sandbox or production). Nothing was changed. Connect QuickBooks again "
        "under Set-up, Connections, or with leafledger connect."),
    ),
    **dict.fromkeys(("3200", "3201", "3202"), (Reconnect, RECONNECT)),
    "600": (
        Refused,
        ("QuickBooks has seen this very request before with other content. Nothing was changed "
        "now. What the first request did is looked up before anything else."),
    ),
    **dict.fromkeys(("610", "2500"), (Refused, _GONE)),
    "620": (Refused, _LINKED),
    "5010": (
        Refused,
        ("Somebody changed this record in QuickBooks at the same time. Nothing was overwritten. "
        "It is read again and planned anew."),
    ),
    **dict.fromkeys(("5020", "5030"), (AskBookkeeper, _PLAN)),
    "6000": (AskBookkeeper, UNKNOWN_RULE),
    "6140": (
        Refused,
        ("The document number is already used in QuickBooks. Nothing was posted. If that document "
        "is ours it is linked; otherwise another number is taken."),
    ),
    "6190": (AskBookkeeper, _SUBSCRIPTION),
    **dict.fromkeys(("6200", "6210"), (AskBookkeeper, _CLOSED)),
    "6240": (
        Refused,
        ("Another customer, vendor, employee or product in QuickBooks already has this name. "
        "Nothing was created. It is matched, or another name is taken."),
    ),
    "6250": (Refused, _GONE),
    "6270": (
        AskBookkeeper,
        ('The date is before the product\'s stock began in QuickBooks: "{words}". Nothing was '
        "posted. Move the product's inventory start date in QuickBooks, or choose a later date."),
    ),
    "6430": (
        AskBookkeeper,
        ("An account of the wrong type is chosen for this in QuickBooks, for example receivables "
        "for a product. Nothing was changed. Choose another account in the company's policy file."),
    ),
    "6450": (
        AskBookkeeper,
        ("The payment is settled, so QuickBooks cannot void it. Nothing was changed. Settle the "
        "difference by hand in QuickBooks."),
    ),
    "6480": (
        AskBookkeeper,
        ("The transaction is matched with the bank in QuickBooks and cannot be deleted. Nothing "
        "was changed. Undo the match in QuickBooks first, or leave it."),
    ),
    "6540": (AskBookkeeper, _DEPOSITED),
    "10200": (
        AskBookkeeper,
        ("The QuickBooks company was emptied and begun anew. Nothing was changed. Connect it "
        "again with leafledger connect and choose from which date to post."),
    ),
    "10100": (
        OurBug,
        ("QuickBooks says that what LeafLedger asked for is too much at once. Nothing was "
        "changed. Please report this to the developers with the details below."),
    ),
    # Wrong requests of ours: methods, batches, properties, formats, queries, arithmetic.
    **dict.fromkeys(
        (
            "500", "1000", "1010", "1020", "1040", "1050", "2010", "2020", "2030", "2040", "2050",
            "2060", "2070", "2080", "2090", "2100", "2110", "2130", "2170", "2210", "2250",
            "2260", "2290", "2300", "3000", "4000", "4001", "4002", "6070", "6080", "6100",
            "6180", "6420", "6520", "6560",
        ),
        (OurBug, NOT_UNDERSTOOD),
    ),
}  # fmt: skip
