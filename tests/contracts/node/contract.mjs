// What a bookkeeping program built on node-quickbooks does in a day, against the simulator.
// Usage: node contract.mjs CREDENTIALS_JSON; prints one JSON object with what came back.

import { createRequire } from "node:module";

// The package lies beside the place `npm ci` was run in, not beside this file.
const QuickBooks = createRequire(process.cwd() + "/")("node-quickbooks");
const given = JSON.parse(process.argv[2]);

const endpoints = await (await fetch(given.discovery_url)).json();
QuickBooks.V3_ENDPOINT_BASE_URL = `${given.base_url}/v3/company/`;
QuickBooks.TOKEN_URL = endpoints.token_endpoint;

const useSandbox = true;
const debug = false;
const books = new QuickBooks(
  given.client_id,
  given.client_secret,
  given.access_token,
  false,
  given.realm_id,
  useSandbox,
  debug,
  75,
  "2.0",
  given.refresh_token,
);

function ask(method, ...words) {
  return new Promise((resolve, reject) => {
    books[method](...words, (error, answer) => (error ? reject(error) : resolve(answer)));
  });
}

async function refusal(method, ...words) {
  try {
    await ask(method, ...words);
  } catch (error) {
    const status = error.response?.status ?? null;
    const fault = (error.response?.data ?? error).Fault;
    return { status, type: fault.type, code: fault.Error[0].code };
  }
  return null;
}

const found = {};
const since = new Date(Date.now() - 3600 * 1000);
const accounts = await ask("findAccounts", { Name: "Sales of Product Income" });
const income = { value: accounts.QueryResponse.Account[0].Id };

const customer = await ask("createCustomer", { DisplayName: "O'Malley & Sons + Co" });
await ask("createCustomer", { DisplayName: "Sage Wellness" });
const item = await ask("createItem", {
  Name: "Blue Dream 1g",
  Type: "NonInventory",
  UnitPrice: 12.5,
  IncomeAccountRef: income,
});

function draft(quantity, more = {}) {
  return {
    CustomerRef: { value: customer.Id },
    Line: [
      {
        DetailType: "SalesItemLineDetail",
        Amount: quantity * 12.5,
        SalesItemLineDetail: { ItemRef: { value: item.Id }, Qty: quantity, UnitPrice: 12.5 },
      },
    ],
    ...more,
  };
}

const invoice = await ask("createInvoice", draft(8));
const read = await ask("getInvoice", invoice.Id);
found.invoice = { made: invoice.TotalAmt, read: read.TotalAmt, balance: read.Balance };

const first = await ask("createInvoice", draft(1, { requestId: "node-contract-1" }));
const again = await ask("createInvoice", draft(1, { requestId: "node-contract-1" }));
found.repeated = first.Id === again.Id;

const byName = await ask("findCustomers", { DisplayName: "O'Malley & Sons + Co" });
const liked = await ask("findCustomers", [
  { field: "DisplayName", value: "Sage%", operator: "LIKE" },
  { field: "Active", value: true },
]);
const big = await ask("findInvoices", [
  { field: "TotalAmt", value: "50", operator: ">" },
  { field: "desc", value: "MetaData.LastUpdatedTime" },
  { field: "limit", value: 5 },
]);
const every = await ask("findInvoices", { fetchAll: true, limit: 1 });
const counted = await ask("findInvoices", { count: true });
const none = await ask("findInvoices", { DocNumber: "no such number" });
found.queries = {
  byName: byName.QueryResponse.Customer.map((one) => one.Id === customer.Id),
  liked: liked.QueryResponse.Customer.map((one) => one.DisplayName),
  big: big.QueryResponse.Invoice.map((one) => one.TotalAmt),
  every: every.QueryResponse.Invoice.length,
  counted: counted.QueryResponse.totalCount,
  none: none.QueryResponse,
};

const edited = await ask("updateInvoice", {
  Id: invoice.Id,
  SyncToken: invoice.SyncToken,
  PrivateNote: "LeafLink order 10492",
});
found.updated = {
  token: edited.SyncToken,
  note: edited.PrivateNote,
  total: edited.TotalAmt,
};
found.stale = await refusal("updateInvoice", {
  Id: invoice.Id,
  SyncToken: invoice.SyncToken,
  PrivateNote: "too late",
});
found.missing = await refusal("getInvoice", "999999");
found.taken = await refusal("createCustomer", { DisplayName: "Sage Wellness" });
found.unquotable = await refusal("findInvoices", " where Colour = 'green'");

const payment = await ask("createPayment", {
  CustomerRef: { value: customer.Id },
  TotalAmt: 60,
  Line: [{ Amount: 60, LinkedTxn: [{ TxnId: invoice.Id, TxnType: "Invoice" }] }],
});
const partlyPaid = await ask("getInvoice", invoice.Id);
found.paid = { unapplied: payment.UnappliedAmt, left: partlyPaid.Balance };
found.paidToken = partlyPaid.SyncToken !== edited.SyncToken;

const aged = await ask("reportAgedReceivables", {});
found.aged = aged.Rows.Row.at(-1).Summary.ColData.at(-1).value;
const trial = await ask("reportTrialBalance", { accounting_method: "Accrual" });
found.trial = trial.Rows.Row.at(-1).Summary.ColData.map((one) => one.value);

const batch = await ask("batch", [
  { bId: "made", operation: "create", Invoice: draft(2) },
  { bId: "wrong", operation: "create", Invoice: { Line: [] } },
  { bId: "asked", Query: "select * from Customer maxresults 1" },
]);
found.batch = Object.fromEntries(
  batch.BatchItemResponse.map((one) => [
    one.bId,
    one.Fault ? one.Fault.type : (one.Invoice?.TotalAmt ?? one.QueryResponse.Customer.length),
  ]),
);
const batched = batch.BatchItemResponse.find((one) => one.bId === "made").Invoice;

await ask("voidInvoice", batched.Id);
const voided = await ask("getInvoice", batched.Id);
found.voided = { total: voided.TotalAmt, balance: voided.Balance, note: voided.PrivateNote };

const removed = await ask("deletePayment", payment.Id);
found.deleted = removed.Payment.status;
found.deletedRead = await refusal("getPayment", payment.Id);
found.restored = (await ask("getInvoice", invoice.Id)).Balance;

const changes = await ask("changeDataCapture", ["Invoice", "Payment"], since);
found.changes = Object.fromEntries(
  changes.CDCResponse[0].QueryResponse.flatMap((part) =>
    ["Invoice", "Payment"]
      .filter((name) => part[name])
      .map((name) => [name, part[name].map((one) => one.status ?? "present").sort()]),
  ),
);

try {
  await ask("getInvoicePdf", invoice.Id);
} catch (error) {
  found.pdf = { status: error.response.status, says: error.response.data.toString() };
}

const before = books.token;
await ask("refreshAccessToken");
const company = await ask("getCompanyInfo", given.realm_id);
found.refreshed = { newToken: books.token !== before, company: typeof company.CompanyName };
books.token = "not-a-token";
try {
  await ask("getInvoice", invoice.Id);
} catch (error) {
  found.unauthorised = error.response.status;
}

console.log(JSON.stringify(found));
