import { DECIDING_ROLES, type Role } from "../domain/payout/person.ts";

/** What may be done, and by which roles. */
// biome-ignore format: a table, read by column
export const PERMISSIONS = {
  read:    ["viewer", "marketer", "approver", "admin"], // look at everything
  prepare: ["marketer", "admin"],                       // create and cancel payouts
  decide:  DECIDING_ROLES,                              // approve and decline; their brake is theirs to take off
  open:    ["marketer", "approver", "admin"],           // see a sheet as it was uploaded, with whatever it says of users
  stop:    ["marketer", "approver", "admin"],           // hold or stop: whoever sees that something is wrong
  goOn:    ["marketer", "approver", "admin"],           // schedule, move, resume: what is braked, only who decides
  operate: ["marketer", "admin"],                       // end, retry, reverse
  assign:  ["admin"],                                   // hand over what is another one's
  settle:  ["marketer", "approver", "admin"],           // settle what is unknown (as not paid it takes two), sign receipts of others'
  restore: ["admin"],                                   // say that the table was restored from a backup
  setUp:   ["admin"],                                   // see what is left to do after a deploy
  protect: ["admin"],                                   // erase a user, see who saw what of users
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

type Row = readonly [
  method: "get" | "post" | "put" | "delete",
  path: `/api/${string}`,
  permission: Permission,
  /** In `routes/`: what the call takes and answers, and its handler. */
  file: string,
];

/** Every call of the contract, by its `operationId`. */
// biome-ignore format: a table, read by column
export const ROUTES = {
  createPayout:       ["post",   "/api/payouts",                                   "prepare", "payouts.ts"],
  listPayouts:        ["get",    "/api/payouts",                                   "read",    "payouts.ts"],
  exportPayouts:      ["get",    "/api/payouts.csv",                               "read",    "exports.ts"],
  getPayout:          ["get",    "/api/payouts/{payoutId}",                        "read",    "payouts.ts"],
  getOverview:        ["get",    "/api/overview",                                  "read",    "overview.ts"],
  getOverviewMonths:  ["get",    "/api/overview/months",                           "read",    "overview.ts"],
  renamePayout:       ["put",    "/api/payouts/{payoutId}/title",                  "prepare", "drafts.ts"],
  replaceSheet:       ["post",   "/api/payouts/{payoutId}/sheet",                  "prepare", "drafts.ts"],
  deleteDraft:        ["delete", "/api/payouts/{payoutId}",                        "prepare", "drafts.ts"],
  copyPayout:         ["get",    "/api/payouts/{payoutId}/copy",                   "read",    "drafts.ts"],
  listReminders:      ["get",    "/api/reminders",                                 "read",    "reminders.ts"],
  createReminder:     ["post",   "/api/reminders",                                 "prepare", "reminders.ts"],
  changeReminder:     ["put",    "/api/reminders/{reminderId}",                    "prepare", "reminders.ts"],
  deleteReminder:     ["delete", "/api/reminders/{reminderId}",                    "prepare", "reminders.ts"],
  getReminderSettings: ["get",   "/api/reminders/{reminderId}/settings",           "read",    "reminders.ts"],
  schedulePayout:     ["put",    "/api/payouts/{payoutId}/schedule",               "goOn",    "schedule.ts"],
  holdPayout:         ["post",   "/api/payouts/{payoutId}/hold",                   "stop",    "schedule.ts"],
  cancelPayout:       ["delete", "/api/payouts/{payoutId}/schedule",               "prepare", "schedule.ts"],
  handOverPayout:     ["post",   "/api/payouts/{payoutId}/hand-over",              "prepare", "hand-over.ts"],
  approvePayout:      ["post",   "/api/payouts/{payoutId}/approve",                "decide",  "approval.ts"],
  declinePayout:      ["post",   "/api/payouts/{payoutId}/decline",                "decide",  "approval.ts"],
  listPayments:       ["get",    "/api/payouts/{payoutId}/payments",               "read",    "payments.ts"],
  exportPayments:     ["get",    "/api/payouts/{payoutId}/payments.csv",           "read",    "exports.ts"],
  listUserPayments:   ["get",    "/api/users/{userId}/payments",                   "read",    "users.ts"],
  exportUserPayments: ["get",    "/api/users/{userId}/payments.csv",               "read",    "users.ts"],
  findPayments:       ["get",    "/api/payments",                                  "read",    "users.ts"],
  stopPayout:         ["post",   "/api/payouts/{payoutId}/stop",                   "stop",    "recovery.ts"],
  resumePayout:       ["post",   "/api/payouts/{payoutId}/resume",                 "goOn",    "recovery.ts"],
  endPayout:          ["post",   "/api/payouts/{payoutId}/end",                    "operate", "recovery.ts"],
  retryPayout:        ["post",   "/api/payouts/{payoutId}/retry",                  "operate", "recovery.ts"],
  reversePayout:      ["post",   "/api/payouts/{payoutId}/reverse",                "operate", "recovery.ts"],
  resolvePayment:     ["post",   "/api/payouts/{payoutId}/payments/{row}/resolve", "settle",  "recovery.ts"],
  resolvePayments:    ["post",   "/api/payouts/{payoutId}/payments/resolve",       "settle",  "recovery.ts"],
  markLedgerRestored: ["post",   "/api/ledger/restored",                           "restore", "recovery.ts"],
  getReport:          ["get",    "/api/payouts/{payoutId}/report",                 "read",    "downloads.ts"],
  getProblemWorkbook: ["get",    "/api/payouts/{payoutId}/problem-workbook",       "read",    "downloads.ts"],
  getSheet:           ["get",    "/api/payouts/{payoutId}/sheet",                  "open",    "downloads.ts"],
  getBreakdown:       ["get",    "/api/payouts/{payoutId}/breakdown",              "read",    "sheet.ts"],
  listRows:           ["get",    "/api/payouts/{payoutId}/rows",                   "read",    "sheet.ts"],
  getReceipt:         ["get",    "/api/payouts/{payoutId}/receipt",                "read",    "receipt.ts"],
  requestReceipt:     ["post",   "/api/payouts/{payoutId}/receipt",                "settle",  "receipt.ts"],
  signReceipt:        ["post",   "/api/payouts/{payoutId}/receipt/sign",           "settle",  "receipt.ts"],
  getPreFlight:       ["get",    "/api/payouts/{payoutId}/preflight",              "read",    "pre-flight.ts"],
  startPreFlight:     ["post",   "/api/payouts/{payoutId}/preflight",              "goOn",    "pre-flight.ts"],
  listMissingUsers:   ["get",    "/api/payouts/{payoutId}/preflight/missing-users", "read",   "pre-flight.ts"],
  listEvents:         ["get",    "/api/payouts/{payoutId}/events",                 "read",    "events.ts"],
  exportEvents:       ["get",    "/api/payouts/{payoutId}/events.csv",             "read",    "exports.ts"],
  eraseUser:          ["post",   "/api/users/erase",                               "protect", "personal-data.ts"],
  getErasure:         ["get",    "/api/users/erasures/{userIdHash}",               "protect", "personal-data.ts"],
  listAccesses:       ["get",    "/api/audit",                                     "protect", "personal-data.ts"],
  getTemplate:        ["get",    "/api/template",                                  "read",    "template.ts"],
  getSetup:           ["get",    "/api/setup",                                     "setUp",   "setup.ts"],
  recordSmokeTest:    ["post",   "/api/setup/smoke-test",                          "prepare", "setup.ts"],
} as const satisfies Record<string, Row>;

export type Operation = keyof typeof ROUTES;

/** Calls that pay nobody and let nobody be paid. */
const BRAKES: ReadonlySet<Operation> = new Set([
  "holdPayout",
  "cancelPayout",
  "deleteDraft",
  "createReminder",
  "changeReminder",
  "deleteReminder",
  "stopPayout",
  "endPayout",
  "markLedgerRestored",
  "recordSmokeTest",
]);

/** Whether it must be known who a caller is: of all that does more than to look or to brake. */
export function mustBeKnownFor(operation: Operation): boolean {
  return ROUTES[operation][0] !== "get" && !BRAKES.has(operation);
}

/** What takes no token: the contract, its page, and what Slack signs in its own way. */
export const OPEN_ROUTES = [
  ["get", "/api/openapi.json", "contract.ts"],
  ["get", "/api/docs", "contract.ts"],
  ["post", "/api/slack/actions", "../slack/slack-route.ts"],
] as const;
