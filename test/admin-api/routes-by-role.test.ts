import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Operation, ROUTES } from "../../admin-api/route-table.ts";
import { apiProblemSchema } from "../../admin-api/schemas/problem.ts";
import { type AdminApiWorld, startAdminApiWorld } from "./admin-api-world.ts";

/** Whose call it is: nobody's, one whose token will not do, or one of these people's. */
const CALLERS = [
  "no token",
  "expired",
  "from the future",
  "ID token",
  "nobody",
  "viewer",
  "marketer",
  "approver",
  "admin",
] as const;
type CallerKind = (typeof CALLERS)[number];

/**
 * What each caller is answered at each call, for a payout that does not exist and without a body:
 * 401 and 403 come before anything is looked at, 400, 404, 422 and 200 after. A new call does not
 * compile without its row.
 */
// biome-ignore format: a table, read by column
const EXPECTED: Readonly<Record<Operation, string>> = {
  //                  none expd futr idtk none view mark appr admn
  createPayout:       "401 401 401 401 403 403 400 403 400",
  listPayouts:        "401 401 401 401 403 200 200 200 200",
  exportPayouts:      "401 401 401 401 403 200 200 200 200",
  getPayout:          "401 401 401 401 403 404 404 404 404",
  getOverview:        "401 401 401 401 403 200 200 200 200",
  getOverviewMonths:  "401 401 401 401 403 200 200 200 200",
  renamePayout:       "401 401 401 401 403 403 400 403 400",
  replaceSheet:       "401 401 401 401 403 403 400 403 400",
  deleteDraft:        "401 401 401 401 403 403 404 403 404",
  copyPayout:         "401 401 401 401 403 404 404 404 404",
  listReminders:      "401 401 401 401 403 200 200 200 200",
  createReminder:     "401 401 401 401 403 403 400 403 400",
  changeReminder:     "401 401 401 401 403 403 400 403 400",
  deleteReminder:     "401 401 401 401 403 403 204 403 204",
  getReminderSettings: "401 401 401 401 403 404 404 404 404",
  schedulePayout:     "401 401 401 401 403 403 400 400 400",
  holdPayout:         "401 401 401 401 403 403 404 404 404",
  cancelPayout:       "401 401 401 401 403 403 404 403 404",
  handOverPayout:     "401 401 401 401 403 403 400 403 400",
  approvePayout:      "401 401 401 401 403 403 403 422 422",
  declinePayout:      "401 401 401 401 403 403 403 422 422",
  listPayments:       "401 401 401 401 403 404 404 404 404",
  exportPayments:     "401 401 401 401 403 404 404 404 404",
  listUserPayments:   "401 401 401 401 403 200 200 200 200",
  exportUserPayments: "401 401 401 401 403 200 200 200 200",
  findPayments:       "401 401 401 401 403 400 400 400 400",
  stopPayout:         "401 401 401 401 403 403 404 404 404",
  resumePayout:       "401 401 401 401 403 403 404 404 404",
  endPayout:          "401 401 401 401 403 403 400 403 400",
  retryPayout:        "401 401 401 401 403 403 404 403 404",
  reversePayout:      "401 401 401 401 403 403 400 403 400",
  resolvePayment:     "401 401 401 401 403 403 400 400 400",
  resolvePayments:    "401 401 401 401 403 403 400 400 400",
  markLedgerRestored: "401 401 401 401 403 403 403 403 400",
  getReport:          "401 401 401 401 403 404 404 404 404",
  getProblemWorkbook: "401 401 401 401 403 404 404 404 404",
  getSheet:           "401 401 401 401 403 403 404 404 404",
  getBreakdown:       "401 401 401 401 403 404 404 404 404",
  listRows:           "401 401 401 401 403 404 404 404 404",
  getReceipt:         "401 401 401 401 403 404 404 404 404",
  requestReceipt:     "401 401 401 401 403 403 404 404 404",
  signReceipt:        "401 401 401 401 403 403 422 422 422",
  getPreFlight:       "401 401 401 401 403 404 404 404 404",
  startPreFlight:     "401 401 401 401 403 403 404 404 404",
  listMissingUsers:   "401 401 401 401 403 404 404 404 404",
  listEvents:         "401 401 401 401 403 404 404 404 404",
  exportEvents:       "401 401 401 401 403 404 404 404 404",
  eraseUser:          "401 401 401 401 403 403 403 403 400",
  getErasure:         "401 401 401 401 403 403 403 403 400",
  listAccesses:       "401 401 401 401 403 403 403 403 400",
  getTemplate:        "401 401 401 401 403 200 200 200 200",
  getSetup:           "401 401 401 401 403 403 403 403 200",
  recordSmokeTest:    "401 401 401 401 403 403 400 403 400",
};

const CODES: Partial<Record<CallerKind, string>> = {
  "no token": "token_missing",
  expired: "token_expired",
  "from the future": "token_invalid",
  "ID token": "token_invalid",
  nobody: "no_role",
};

let world: AdminApiWorld;
const tokens = new Map<CallerKind, string>();
beforeAll(async () => {
  world = await startAdminApiWorld();
  for (const caller of CALLERS) {
    if (caller === "no token") continue;
    tokens.set(caller, await issue(caller));
  }
});
afterAll(() => world.close());

/** Those that will not do would all be an admin's. */
function issue(caller: CallerKind): Promise<string> {
  switch (caller) {
    case "expired":
      return world.expiredTokenOf("admin");
    case "from the future":
      return world.futureTokenOf("admin");
    case "ID token":
      return world.idTokenOf("admin");
    default:
      return world.tokenOf(caller);
  }
}

async function call(operation: Operation, caller: CallerKind) {
  const [method, path] = ROUTES[operation];
  const token = tokens.get(caller);
  const response = await fetch(`${world.origin}${path.replaceAll(/\{\w+\}/g, "1")}`, {
    method,
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    redirect: "manual",
  });
  const body = await response.text();
  return { status: response.status, body };
}

describe("each call by each caller", () => {
  const operations = Object.keys(ROUTES) as Operation[];

  it.each(operations)("%s", async (operation) => {
    const answers = [];
    for (const caller of CALLERS) answers.push({ caller, ...(await call(operation, caller)) });
    expect(answers.map(({ status }) => status).join(" ")).toBe(EXPECTED[operation]);
    for (const { caller, body } of answers) {
      const code = CODES[caller];
      if (code !== undefined) expect(apiProblemSchema.parse(JSON.parse(body)).code).toBe(code);
    }
  });
});
