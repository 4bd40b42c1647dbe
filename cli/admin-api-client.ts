import * as z from "zod";
import {
  type Overview,
  type OverviewMonths,
  overviewMonthsSchema,
  overviewSchema,
} from "../admin-api/schemas/overview.ts";
import {
  type FoundPaymentList,
  foundPaymentListSchema,
  type PaymentAnswer,
  type PaymentList,
  paymentAnswerSchema,
  paymentListSchema,
  type UserPaymentList,
  userPaymentListSchema,
} from "../admin-api/schemas/payment.ts";
import {
  type EventList,
  eventListSchema,
  type NewPayoutSettingsAnswer,
  newPayoutSettingsSchema,
  type PayoutAnswer,
  type PayoutList,
  payoutAnswerSchema,
  payoutListSchema,
} from "../admin-api/schemas/payout.ts";
import {
  type AccessList,
  accessListSchema,
  type EraseUserBody,
  type ErasureAnswer,
  erasureAnswerSchema,
} from "../admin-api/schemas/personal-data.ts";
import { type PreFlightAnswer, preFlightSchema } from "../admin-api/schemas/pre-flight.ts";
import { type ApiProblem, apiProblemSchema } from "../admin-api/schemas/problem.ts";
import { type ReceiptAnswer, receiptAnswerSchema } from "../admin-api/schemas/receipt.ts";
import {
  type ChangeReminderBody,
  type CreateReminderBody,
  type ReminderAnswer,
  type ReminderList,
  reminderAnswerSchema,
  reminderListSchema,
} from "../admin-api/schemas/reminder.ts";
import {
  type CreatedPayout,
  type CreatePayoutBody,
  createdPayoutSchema,
  type LedgerRestored,
  ledgerRestoredSchema,
  type ResolvedPaymentsAnswer,
  type ResolvePaymentBody,
  type ResolvePaymentsBody,
  type ReversePayoutBody,
  resolvedPaymentsSchema,
  type SchedulePayoutBody,
  type SignReceiptBody,
} from "../admin-api/schemas/requests.ts";
import { type SetupAnswer, setupAnswerSchema } from "../admin-api/schemas/setup.ts";
import type { PaymentState } from "../domain/distribution/ledger.ts";
import type { Language } from "../domain/language.ts";
import { optional } from "../domain/optional.ts";
import type { PayoutOrder } from "../domain/payout/find-payouts.ts";
import type { PayoutState } from "../domain/payout/payout.ts";

interface Paging {
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

/** Which payouts are listed, and in which order; days are `YYYY-MM-DD`. */
export interface PayoutFilterQuery {
  readonly state?: PayoutState | PaymentState | undefined;
  readonly search?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly attention?: "true" | undefined;
  readonly mine?: "true" | undefined;
  /** Those that were deleted, and no others. */
  readonly deleted?: "true" | undefined;
  readonly order?: PayoutOrder | undefined;
}

/** In whose words and by whose clocks a file is written; the deployment's when absent. */
export interface ExportQuery {
  readonly language?: Language | undefined;
  readonly timeZone?: string | undefined;
}

/** The admin API's calls. Each throws {@link ApiProblemError} when the API refuses. */
export interface AdminApiClient {
  createPayout(body: CreatePayoutBody): Promise<CreatedPayout>;
  /** What a new payout gets that is made like another one, with the next month in its title. */
  copy(payoutId: string): Promise<NewPayoutSettingsAnswer>;
  /** Gives a draft another title. */
  rename(payoutId: string, title: string): Promise<PayoutAnswer>;
  /** Has a draft wait for another file, and answers the form to upload it with. */
  replaceSheet(
    payoutId: string,
    file: { readonly fileName: string; readonly sizeBytes: number },
  ): Promise<CreatedPayout>;
  /** Takes a draft out of the lists. */
  deleteDraft(payoutId: string): Promise<PayoutAnswer>;
  /** What the channel is reminded of every month. */
  reminders(): Promise<ReminderList>;
  createReminder(body: CreateReminderBody): Promise<ReminderAnswer>;
  /** Puts it in the place of the revision that was looked at. */
  changeReminder(reminderId: string, body: ChangeReminderBody): Promise<ReminderAnswer>;
  deleteReminder(reminderId: string): Promise<void>;
  /** What a payout gets that is made as the reminder says: for a month, `2026-12`, or the next one. */
  reminderSettings(reminderId: string, month?: string): Promise<NewPayoutSettingsAnswer>;
  /** Posts the sheet with the form that creating gave out. */
  upload(form: CreatedPayout["upload"], bytes: Uint8Array, fileName: string): Promise<void>;
  payout(payoutId: string): Promise<PayoutAnswer>;
  payouts(query?: Paging & PayoutFilterQuery): Promise<PayoutList>;
  /** The same payouts as CSV, part by part. */
  exportPayouts(query?: PayoutFilterQuery & ExportQuery): AsyncIterable<Uint8Array>;
  /** What waits for the caller, and what is paid next. */
  overview(): Promise<Overview>;
  /** What was paid in the last months, and what of the limits is taken. */
  overviewMonths(): Promise<OverviewMonths>;
  schedule(payoutId: string, body: SchedulePayoutBody): Promise<PayoutAnswer>;
  cancel(payoutId: string): Promise<PayoutAnswer>;
  hold(payoutId: string, reason?: string): Promise<PayoutAnswer>;
  /** @param email of somebody who has signed in before and may upload */
  handOver(payoutId: string, email: string, reason?: string): Promise<PayoutAnswer>;
  /** `revision` is the payout's that was looked at; any other one is refused. */
  approve(payoutId: string, revision: number, reason?: string): Promise<PayoutAnswer>;
  decline(payoutId: string, revision: number, reason: string): Promise<PayoutAnswer>;
  stop(payoutId: string, reason?: string): Promise<PayoutAnswer>;
  resume(payoutId: string, reason?: string): Promise<PayoutAnswer>;
  /** Closes it for good: what was not asked for yet is withdrawn. */
  end(payoutId: string, reason: string): Promise<PayoutAnswer>;
  /** Answers the new payout; takes every rejected and withdrawn payment when no rows are named. */
  retry(payoutId: string, rows?: readonly number[]): Promise<PayoutAnswer>;
  /** Answers the new payout; takes everything that was paid when it names no rows and no users. */
  reverse(payoutId: string, body: ReversePayoutBody): Promise<PayoutAnswer>;
  resolve(payoutId: string, row: number, body: ResolvePaymentBody): Promise<PaymentAnswer>;
  /** Settles many unknown payments, and says what became of each. */
  resolveMany(payoutId: string, body: ResolvePaymentsBody): Promise<ResolvedPaymentsAnswer>;
  /** Marks every payout that may still pay; answers those that this call marked. */
  ledgerRestored(note: string): Promise<LedgerRestored>;
  payments(
    payoutId: string,
    query?: Paging & {
      readonly state?: PaymentState | undefined;
      readonly proposed?: "true" | undefined;
      readonly user?: string | undefined;
    },
  ): Promise<PaymentList>;
  /** All payments as CSV, part by part. */
  exportPayments(payoutId: string, query?: ExportQuery): AsyncIterable<Uint8Array>;
  userPayments(userId: string, query?: Paging): Promise<UserPaymentList>;
  /** Looks for a user, or a part of an id, in a part of the payouts: go on with the cursor. */
  findPayments(query: {
    readonly user: string;
    readonly whole?: "true" | undefined;
    readonly in: "upcoming" | "recent";
    readonly days?: number | undefined;
    readonly cursor?: string | undefined;
  }): Promise<FoundPaymentList>;
  /** The whole audit trail. */
  events(payoutId: string): Promise<EventList>;
  /** The same as CSV, part by part. */
  exportEvents(payoutId: string, query?: ExportQuery): AsyncIterable<Uint8Array>;
  /** Begins to erase a user wherever it is kept; `erasure` says what came of it. */
  eraseUser(body: EraseUserBody): Promise<ErasureAnswer>;
  erasure(userIdHash: string): Promise<ErasureAnswer>;
  /** Who saw what of users: of a day in UTC, of a payout, or of a user. */
  accesses(
    query: Paging & {
      readonly day?: string | undefined;
      readonly payoutId?: string | undefined;
      readonly userId?: string | undefined;
    },
  ): Promise<AccessList>;
  /** The result workbook, by the link that the API redirects to. */
  /** In that language; absent, the deployment's. */
  report(payoutId: string, language?: Language): Promise<Uint8Array>;
  /** The receipt, as far as it was compared with the books of the points API. */
  receipt(payoutId: string): Promise<ReceiptAnswer>;
  /** Begins to compare all payments with them. */
  requestReceipt(payoutId: string): Promise<ReceiptAnswer>;
  /** Signs the receipt as it was looked at. */
  signReceipt(payoutId: string, body: SignReceiptBody): Promise<ReceiptAnswer>;
  /** The sheet as it was uploaded. */
  sheet(payoutId: string): Promise<Uint8Array>;
  /** The sheet with its problems marked. */
  problemWorkbook(payoutId: string): Promise<Uint8Array>;
  template(language: Language): Promise<Uint8Array>;
  /** What was looked at before a payout is paid. */
  preFlight(payoutId: string): Promise<PreFlightAnswer>;
  /** Has it looked at again; answers before that is over. */
  startPreFlight(payoutId: string): Promise<PreFlightAnswer>;
  /** What is left to do after a deploy. */
  setup(): Promise<SetupAnswer>;
  /** Records that a smoke test passed, by its dry run. */
  recordSmokeTest(payoutId: string): Promise<SetupAnswer>;
}

/** A client of the admin API at `baseUrl`, e.g. `http://localhost:8080`, with a bearer token. */
export function createAdminApiClient(options: {
  readonly baseUrl: string;
  readonly token: string;
}): AdminApiClient {
  const call = async (method: string, path: string, body?: object): Promise<Response> => {
    const response = await fetch(new URL(path, options.baseUrl), {
      method,
      redirect: "manual",
      headers: {
        authorization: `Bearer ${options.token}`,
        ...optional("content-type", body && "application/json"),
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
    if (response.status >= 400) throw await problemIn(response);
    return response;
  };
  const ask = async <S extends z.ZodType>(
    schema: S,
    method: string,
    path: string,
    body?: object,
  ): Promise<z.output<S>> => schema.parse(await (await call(method, path, body)).json());
  const pathOf = (payoutId: string, rest = "") =>
    `/api/payouts/${encodeURIComponent(payoutId)}${rest}`;
  const reminderPathOf = (reminderId: string) => `/api/reminders/${encodeURIComponent(reminderId)}`;
  /** A file in parts: each names the next in its header `Link`. */
  async function* exported(path: string): AsyncGenerator<Uint8Array> {
    for (let next: string | undefined = path; next !== undefined; ) {
      const part: Response = await call("GET", next);
      next = /^<([^>]+)>; rel="next"$/.exec(part.headers.get("link") ?? "")?.[1];
      yield await part.bytes();
    }
  }

  return {
    createPayout: (body) => ask(createdPayoutSchema, "POST", "/api/payouts", body),
    copy: (payoutId) => ask(newPayoutSettingsSchema, "GET", pathOf(payoutId, "/copy")),
    rename: (payoutId, title) =>
      ask(payoutAnswerSchema, "PUT", pathOf(payoutId, "/title"), { title }),
    replaceSheet: (payoutId, file) =>
      ask(createdPayoutSchema, "POST", pathOf(payoutId, "/sheet"), file),
    deleteDraft: (payoutId) => ask(payoutAnswerSchema, "DELETE", pathOf(payoutId)),
    reminders: () => ask(reminderListSchema, "GET", "/api/reminders"),
    createReminder: (body) => ask(reminderAnswerSchema, "POST", "/api/reminders", body),
    changeReminder: (reminderId, body) =>
      ask(reminderAnswerSchema, "PUT", reminderPathOf(reminderId), body),
    async deleteReminder(reminderId) {
      await call("DELETE", reminderPathOf(reminderId));
    },
    reminderSettings: (reminderId, month) =>
      ask(
        newPayoutSettingsSchema,
        "GET",
        `${reminderPathOf(reminderId)}/settings${queryOf({ month })}`,
      ),
    upload: uploadSheet,
    payout: (payoutId) => ask(payoutAnswerSchema, "GET", pathOf(payoutId)),
    payouts: (query = {}) => ask(payoutListSchema, "GET", `/api/payouts${queryOf(query)}`),
    overview: () => ask(overviewSchema, "GET", "/api/overview"),
    overviewMonths: () => ask(overviewMonthsSchema, "GET", "/api/overview/months"),
    exportPayouts: (query = {}) => exported(`/api/payouts.csv${queryOf(query)}`),
    exportPayments: (payoutId, query = {}) =>
      exported(pathOf(payoutId, `/payments.csv${queryOf(query)}`)),
    exportEvents: (payoutId, query = {}) =>
      exported(pathOf(payoutId, `/events.csv${queryOf(query)}`)),
    schedule: (payoutId, body) =>
      ask(payoutAnswerSchema, "PUT", pathOf(payoutId, "/schedule"), body),
    cancel: (payoutId) => ask(payoutAnswerSchema, "DELETE", pathOf(payoutId, "/schedule")),
    handOver: (payoutId, email, reason) =>
      ask(payoutAnswerSchema, "POST", pathOf(payoutId, "/hand-over"), {
        email,
        ...reasonIn(reason),
      }),
    hold: (payoutId, reason) =>
      ask(payoutAnswerSchema, "POST", pathOf(payoutId, "/hold"), reasonIn(reason)),
    approve: (payoutId, revision, reason) =>
      ask(payoutAnswerSchema, "POST", pathOf(payoutId, "/approve"), {
        revision,
        ...reasonIn(reason),
      }),
    decline: (payoutId, revision, reason) =>
      ask(payoutAnswerSchema, "POST", pathOf(payoutId, "/decline"), { revision, reason }),
    stop: (payoutId, reason) =>
      ask(payoutAnswerSchema, "POST", pathOf(payoutId, "/stop"), reasonIn(reason)),
    resume: (payoutId, reason) =>
      ask(payoutAnswerSchema, "POST", pathOf(payoutId, "/resume"), reasonIn(reason)),
    end: (payoutId, reason) =>
      ask(payoutAnswerSchema, "POST", pathOf(payoutId, "/end"), { reason }),
    retry: (payoutId, rows) =>
      ask(payoutAnswerSchema, "POST", pathOf(payoutId, "/retry"), rows && { rows }),
    reverse: (payoutId, body) =>
      ask(payoutAnswerSchema, "POST", pathOf(payoutId, "/reverse"), body),
    resolve: (payoutId, row, body) =>
      ask(paymentAnswerSchema, "POST", pathOf(payoutId, `/payments/${row}/resolve`), body),
    resolveMany: (payoutId, body) =>
      ask(resolvedPaymentsSchema, "POST", pathOf(payoutId, "/payments/resolve"), body),
    ledgerRestored: (note) => ask(ledgerRestoredSchema, "POST", "/api/ledger/restored", { note }),
    payments: (payoutId, query = {}) =>
      ask(paymentListSchema, "GET", pathOf(payoutId, `/payments${queryOf(query)}`)),
    userPayments: (userId, query = {}) =>
      ask(
        userPaymentListSchema,
        "GET",
        `/api/users/${encodeURIComponent(userId)}/payments${queryOf(query)}`,
      ),
    findPayments: (query) => ask(foundPaymentListSchema, "GET", `/api/payments${queryOf(query)}`),
    setup: () => ask(setupAnswerSchema, "GET", "/api/setup"),
    recordSmokeTest: (payoutId) =>
      ask(setupAnswerSchema, "POST", "/api/setup/smoke-test", { payoutId }),
    async events(payoutId) {
      const items: EventList["items"] = [];
      let cursor: string | undefined;
      do {
        const path = pathOf(payoutId, `/events${queryOf({ cursor })}`);
        const page = await ask(eventListSchema, "GET", path);
        items.push(...page.items);
        cursor = page.cursor;
      } while (cursor !== undefined);
      return { items };
    },
    eraseUser: (body) => ask(erasureAnswerSchema, "POST", "/api/users/erase", body),
    erasure: (userIdHash) =>
      ask(erasureAnswerSchema, "GET", `/api/users/erasures/${encodeURIComponent(userIdHash)}`),
    accesses: (query) => ask(accessListSchema, "GET", `/api/audit${queryOf(query)}`),
    async report(payoutId, language) {
      const response = await call("GET", pathOf(payoutId, `/report${queryOf({ language })}`));
      return download(response.headers.get("location"));
    },
    receipt: (payoutId) => ask(receiptAnswerSchema, "GET", pathOf(payoutId, "/receipt")),
    requestReceipt: (payoutId) => ask(receiptAnswerSchema, "POST", pathOf(payoutId, "/receipt")),
    signReceipt: (payoutId, body) =>
      ask(receiptAnswerSchema, "POST", pathOf(payoutId, "/receipt/sign"), body),
    async sheet(payoutId) {
      const response = await call("GET", pathOf(payoutId, "/sheet"));
      return download(response.headers.get("location"));
    },
    async problemWorkbook(payoutId) {
      const response = await call("GET", pathOf(payoutId, "/problem-workbook"));
      return download(response.headers.get("location"));
    },
    preFlight: (payoutId) => ask(preFlightSchema, "GET", pathOf(payoutId, "/preflight")),
    startPreFlight: (payoutId) => ask(preFlightSchema, "POST", pathOf(payoutId, "/preflight")),
    async template(language) {
      return (await call("GET", `/api/template?language=${language}`)).bytes();
    },
  };
}

const localTokenSchema = z.object({ accessToken: z.string().min(1) });

/** A token of one of the local stack's people: viewer, marketer, approver or admin. */
export async function requestLocalToken(baseUrl: string, user: string): Promise<string> {
  const response = await fetch(new URL("/api/local/token", baseUrl), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ user }),
  });
  if (!response.ok) throw await problemIn(response);
  return localTokenSchema.parse(await response.json()).accessToken;
}

/** What the API refused a call with. */
export class ApiProblemError extends Error {
  override readonly name = "ApiProblemError";
  readonly problem: Omit<ApiProblem, "requestId">;

  constructor(problem: Omit<ApiProblem, "requestId">, options?: ErrorOptions) {
    super(`${problem.status} ${problem.code}: ${problem.detail}`, options);
    this.problem = problem;
  }
}

/** Neither an answer of the API nor a problem of it: something else answered, or came between. */
class UnexpectedAnswerError extends Error {
  override readonly name = "UnexpectedAnswerError";
}

const shownProblemSchema = apiProblemSchema.omit({ requestId: true });

async function problemIn(response: Response): Promise<Error> {
  const text = await response.text();
  if (response.headers.get("content-type") === "application/problem+json") {
    return new ApiProblemError(shownProblemSchema.parse(JSON.parse(text)));
  }
  return new UnexpectedAnswerError(`${response.url} answered ${response.status}: ${text}`);
}

async function uploadSheet(
  form: CreatedPayout["upload"],
  bytes: Uint8Array,
  fileName: string,
): Promise<void> {
  const body = new FormData();
  for (const [name, value] of Object.entries(form.fields)) body.append(name, value);
  body.append("file", new Blob([Uint8Array.from(bytes)]), fileName);
  const response = await fetch(form.url, { method: "POST", body });
  if (!response.ok) {
    throw new UnexpectedAnswerError(
      `The upload was answered with ${response.status}: ${await response.text()}`,
    );
  }
}

async function download(link: string | null): Promise<Uint8Array> {
  if (link === null) throw new UnexpectedAnswerError("The API gave no link to the file.");
  // A request of its own: the link is signed, and a token must not be sent to the store.
  const response = await fetch(link);
  if (!response.ok) {
    throw new UnexpectedAnswerError(`The file's link was answered with ${response.status}.`);
  }
  return response.bytes();
}

function reasonIn(reason: string | undefined): { reason: string } | undefined {
  return reason === undefined ? undefined : { reason };
}

function queryOf(
  query: Paging &
    PayoutFilterQuery &
    ExportQuery &
    Readonly<
      Partial<
        Record<"month" | "user" | "proposed" | "day" | "payoutId" | "userId", string | undefined>
      >
    >,
) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) search.set(name, String(value));
  }
  return search.size === 0 ? "" : `?${search}`;
}
