import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Metrics } from "../adapters/metrics/powertools-metrics.ts";
import type { TokenVerifier } from "../adapters/oidc/token-verifier.ts";
import type { UserInfo } from "../adapters/oidc/user-info.ts";
import type { DeliveryStateStore } from "../domain/channel/delivery-state.ts";
import type { Clock } from "../domain/clock.ts";
import type { ChunkStore } from "../domain/distribution/chunk-store.ts";
import type { DerivePayoutDeps } from "../domain/distribution/derived-payout.ts";
import type { DistributionStarter } from "../domain/distribution/distribution-starter.ts";
import type { LedgerOrigin } from "../domain/distribution/ledger-origin.ts";
import type { LedgerCorrections, LedgerStore } from "../domain/distribution/ledger-store.ts";
import type { NewId } from "../domain/ids.ts";
import type { Language } from "../domain/language.ts";
import type { CreatePayoutDeps } from "../domain/payout/create-payout.ts";
import type { NamedPointsApiDeps } from "../domain/payout/named-points-api.ts";
import type { PayoutStore } from "../domain/payout/payout-store.ts";
import type { PeopleStore } from "../domain/payout/people-store.ts";
import type { Policy } from "../domain/payout/policy.ts";
import type { ProblemWorkbookLinks } from "../domain/payout/problem-workbook-store.ts";
import type { ReminderStore } from "../domain/payout/reminder.ts";
import type { ReservationStore } from "../domain/payout/reservation-store.ts";
import type { Scheduler } from "../domain/payout/scheduler.ts";
import type { SheetContentsStore } from "../domain/payout/sheet-contents.ts";
import type {
  CheckStore,
  SheetLinks,
  SheetSink,
  SheetStore,
} from "../domain/payout/sheet-store.ts";
import type { AccessTrail } from "../domain/personal-data/access-trail.ts";
import type { ErasureStore, UserEraser } from "../domain/personal-data/erasure.ts";
import type { HashUserId } from "../domain/personal-data/user-id-hash.ts";
import type {
  MissingUser,
  PreFlightStarter,
  PreFlightStore,
} from "../domain/preflight/pre-flight.ts";
import type { ReceiptStarter, ReceiptStore } from "../domain/receipt/receipt.ts";
import type { PointsApiPace } from "../domain/report/points-api-pace.ts";
import type { ResultLinks } from "../domain/report/result-store.ts";
import type { ResultRewriter } from "../domain/report/rewrite-result.ts";
import type { SheetReader } from "../domain/sheet/sheet-check.ts";
import type { IsFromEdge } from "./edge.ts";
import type { CallerIdentity, IdentifyCaller } from "./identify-caller.ts";
import type { SetupDeps } from "./read-setup.ts";
import type { Refusal } from "./refusals.ts";
import type { Operation } from "./route-table.ts";
import type { SlackDeps } from "./slack/slack-deps.ts";

/** Everything the routes act through. */
export interface AdminApiDeps extends NamedPointsApiDeps {
  readonly payouts: PayoutStore;
  readonly reservations: ReservationStore;
  readonly reminders: ReminderStore;
  readonly sheets: SheetStore;
  readonly checks: Pick<CheckStore, "get">;
  readonly contents: Pick<SheetContentsStore, "get" | "rows">;
  readonly sheetLinks: SheetLinks;
  /** Reads a sheet again, to find a user in what is still to be paid. */
  readonly reader: SheetReader;
  readonly chunks: Pick<ChunkStore, "read">;
  readonly ledger: Pick<LedgerStore, "get" | "readChunk" | "tallies" | "ofUser"> &
    LedgerCorrections;
  /** Tells whether the table was restored or copied; absent where it never is. */
  readonly ledgerOrigin?: LedgerOrigin | undefined;
  readonly deliveryStates: Pick<DeliveryStateStore, "get">;
  readonly results: ResultLinks;
  readonly problemWorkbooks: ProblemWorkbookLinks;
  readonly scheduler: Scheduler;
  readonly starter: DistributionStarter;
  readonly preFlights: PreFlightStore;
  readonly preFlightStarter: PreFlightStarter;
  /** The .xlsx of users that a pre-flight did not find. */
  readonly writeMissingUsers: (
    users: readonly MissingUser[],
    language: Language,
  ) => Promise<Uint8Array>;
  readonly rewriter: ResultRewriter;
  readonly hashUserId: HashUserId;
  readonly accesses: AccessTrail;
  readonly erasures: ErasureStore;
  readonly eraser: UserEraser;
  readonly receipts: ReceiptStore;
  /** Starts the executions that compare payouts with the books of the points API. */
  readonly comparer: ReceiptStarter;
  /** Asks for the channel to be brought up to date with a payout, and does not wait for it. */
  readonly requestNotification: (payoutId: string) => Promise<void>;
  /** Takes the sheets of retries and reversals, made of their payments. */
  readonly sheetSink: SheetSink;
  readonly writePaymentsSheet: DerivePayoutDeps["writePaymentsSheet"];
  readonly clock: Clock;
  readonly newId: NewId;
  readonly policy: Policy;
  readonly tokens: TokenVerifier;
  /** Asked for the e-mail address when a token holds none; absent where the provider has none to tell. */
  readonly userInfo?: UserInfo | undefined;
  readonly people: PeopleStore;
  /** Calls that did not come through the edge are refused; absent where there is no edge. */
  readonly isFromEdge?: IsFromEdge | undefined;
  /** The .xlsx that marketers fill in. */
  readonly createTemplate: (template: {
    readonly language: Language;
    /** Of which points API; the default one when absent. */
    readonly pointsApi?: string | undefined;
  }) => Promise<Uint8Array>;
  /** What the points API of a payout takes of a row besides. */
  readonly columnsOf?: CreatePayoutDeps["columnsOf"];
  readonly language: Language;
  /** For buttons in Slack, which do not work without it. */
  readonly slack?: SlackDeps | undefined;
  /** For what is left to do after a deploy; absent, nothing is. */
  readonly setup?: SetupDeps | undefined;
  /** Payments a second that the points API takes; forecasts need it. */
  readonly pointsRatePerSecond?: number;
  /** What makes paying take longer than that. */
  readonly pointsApiPaces?: readonly PointsApiPace[] | undefined;
  readonly metrics: Metrics;
  readonly log: (entry: LogEntry) => void;
}

/** One line of the log, written as JSON. */
export interface LogEntry {
  readonly level: "info" | "error";
  readonly message: string;
  readonly requestId: string;
  readonly error?: unknown;
  readonly refusal?: Refusal;
}

/** What is known while a request is handled. */
export interface AdminApiEnv {
  Variables: {
    requestId: string;
    tokens: TokenVerifier;
    identifyCaller: IdentifyCaller;
    /** Set by the guard of every route that needs a token. */
    caller: CallerIdentity;
    /** Set by the same: the call's name. */
    operation: Operation | undefined;
  };
  Bindings: {
    /** Of the Lambda invocation; absent when the app is called in another way. */
    lambdaContext?: { awsRequestId: string };
  };
}

export type AdminApi = OpenAPIHono<AdminApiEnv>;
