/** Written by generate-contract.ts from the API's OpenAPI document: change that, not this. */
export interface Schemas {
  CreatedPayout: { payoutId: string; upload: { url: string; fields: Record<string, string> } };
  Problem: {
    type: string;
    title: string;
    status: number;
    detail: string;
    instance: string;
    code: string;
    message: { ko: string; en: string };
    errors?: { path: string; message: string }[];
    warnings?: {
      code: string;
      sheet?: string;
      cell?: string;
      value?: string;
      message: { ko: string; en: string };
      otherPayoutId?: string;
    }[];
    requestId: string;
  };
  CreatePayout: { title: string; fileName: string; sizeBytes: number; dryRun?: boolean };
  PayoutList: { items: Schemas["PayoutSummary"][]; cursor?: string };
  PayoutSummary: {
    payoutId: string;
    state: Schemas["PayoutState"];
    title: string;
    fileName: string;
    dryRun: boolean;
    sheet?: { sizeBytes: number; versionId: string };
    schedule?: Schemas["Schedule"];
    problemWorkbook?: boolean;
    request?: Schemas["RequestedTime"];
    counts?: Schemas["Counts"];
    points?: Schemas["Points"];
    outage?: { since: string; code: string };
    pause?: {
      reason: "stopped_by_person" | "points_api_unavailable" | "points_api_refuses_credentials";
      since: string;
      detail?: string;
    };
    halt?: {
      reason: "sheet_changed" | "sheet_unreadable" | "points_api_unavailable" | "execution_died";
      at: string;
      detail?: string;
    };
    retryOf?: string;
    createdBy: Schemas["Person"];
    createdAt: string;
    updatedAt: string;
    startedAt?: string;
    finishedAt?: string;
    check?: {
      payments: number;
      totalPoints: number;
      digest: string;
      problemCount: number;
      warningCount: number;
    };
  };
  PayoutState:
    | "uploading"
    | "checking"
    | "invalid"
    | "ready"
    | "awaiting_approval"
    | "scheduled"
    | "distributing"
    | "paused"
    | "completed"
    | "halted"
    | "cancelled";
  Schedule: {
    at: string;
    timeZone: string;
    instant: string;
    requestedBy: Schemas["Person"];
    acknowledgedWarnings?: string[];
    warnings?: Schemas["SheetProblem"][];
    name: string;
    generation: number;
    approvedBy?: Schemas["Person"];
  };
  Person: { id: string; name: string };
  SheetProblem: {
    code: string;
    sheet?: string;
    cell?: string;
    value?: string;
    message: { ko: string; en: string };
    otherPayoutId?: string;
  };
  RequestedTime: {
    at: string;
    timeZone: string;
    instant: string;
    requestedBy: Schemas["Person"];
    acknowledgedWarnings?: string[];
    warnings?: Schemas["SheetProblem"][];
  };
  Counts: { payments: number; paid: number; rejected: number; unknown: number; pending: number };
  Points: { total: number; paid: number };
  Payout: {
    payoutId: string;
    state: Schemas["PayoutState"];
    title: string;
    fileName: string;
    dryRun: boolean;
    sheet?: { sizeBytes: number; versionId: string };
    schedule?: Schemas["Schedule"];
    problemWorkbook?: boolean;
    request?: Schemas["RequestedTime"];
    counts?: Schemas["Counts"];
    points?: Schemas["Points"];
    outage?: { since: string; code: string };
    pause?: {
      reason: "stopped_by_person" | "points_api_unavailable" | "points_api_refuses_credentials";
      since: string;
      detail?: string;
    };
    halt?: {
      reason: "sheet_changed" | "sheet_unreadable" | "points_api_unavailable" | "execution_died";
      at: string;
      detail?: string;
    };
    retryOf?: string;
    createdBy: Schemas["Person"];
    createdAt: string;
    updatedAt: string;
    startedAt?: string;
    finishedAt?: string;
    check?: Schemas["Check"];
    progress?: Schemas["Progress"];
    forecast?: { seconds: number };
    channelBehind?: { since: string; code: string };
  };
  Check: {
    payments: number;
    totalPoints: number;
    medianPoints?: number;
    digest: string;
    sheetName?: string;
    headers?: { userId: string; points: string; reason?: string };
    problems: Schemas["SheetProblem"][];
    problemCount: number;
    warnings: Schemas["SheetProblem"][];
    warningCount: number;
    sample: { row: number; userId: string; points: number; reason?: string }[];
    largest: { row: number; userId: string; points: number; reason?: string }[];
  };
  Progress: { settled: number; of: number; ratePerSecond: number; secondsLeft?: number };
  SchedulePayout: {
    at: string;
    timeZone?: string;
    expectedTotalPoints: number;
    acknowledgedWarnings?: string[];
  };
  HoldPayout: { reason?: string };
  ApprovePayout: { reason?: string; digest?: string };
  DeclinePayout: { reason: string };
  PaymentList: { items: Schemas["Payment"][]; dryRun: boolean; cursor?: string };
  Payment: {
    row: number;
    userId: string;
    points: number;
    reason?: string;
    reference?: string;
    transactionId?: string;
    code?: string;
    detail?: string;
    sentAt?: string;
    settledAt?: string;
    resolution?: { as: "paid" | "not_paid"; note: string; by: Schemas["Person"]; at: string };
    retriedBy?: string;
    state: Schemas["PaymentState"];
  };
  PaymentState: "pending" | "sending" | "paid" | "rejected" | "unknown";
  UserPaymentList: { items: Schemas["UserPayment"][]; cursor?: string };
  UserPayment: {
    row: number;
    userId: string;
    points: number;
    reason?: string;
    reference?: string;
    transactionId?: string;
    code?: string;
    detail?: string;
    sentAt?: string;
    settledAt?: string;
    resolution?: { as: "paid" | "not_paid"; note: string; by: Schemas["Person"]; at: string };
    retriedBy?: string;
    payoutId: string;
    title?: string;
    state: "sending" | "paid" | "rejected" | "unknown";
  };
  StopPayout: { reason?: string };
  ResumePayout: { reason?: string };
  RetryPayout: { rows?: number[] };
  ResolvePayment: { as: "paid" | "not_paid"; note: string };
  LedgerRestored: { payoutIds: string[] };
  MarkLedgerRestored: { note: string };
  AuditTrail: { items: Schemas["AuditEvent"][] };
  AuditEvent: {
    eventId: string;
    payoutId: string;
    revision: number;
    at: string;
    by:
      | { id: string; name: string; kind: "person"; via?: { slack: string } }
      | { kind: "system"; name: "check-sheet" | "distribute" | "watch" };
    action:
      | "created"
      | "sheet_received"
      | "sheet_refused"
      | "sheet_accepted"
      | "approval_requested"
      | "approved"
      | "declined"
      | "scheduled"
      | "moved"
      | "held"
      | "cancelled"
      | "found_overdue"
      | "started"
      | "outage_began"
      | "outage_ended"
      | "paused"
      | "resumed"
      | "halted"
      | "completed"
      | "recounted"
      | "payment_resolved"
      | "retried"
      | "ledger_restored"
      | "alerted";
    from?:
      | "uploading"
      | "checking"
      | "invalid"
      | "ready"
      | "awaiting_approval"
      | "scheduled"
      | "distributing"
      | "paused"
      | "completed"
      | "halted"
      | "cancelled";
    to:
      | "uploading"
      | "checking"
      | "invalid"
      | "ready"
      | "awaiting_approval"
      | "scheduled"
      | "distributing"
      | "paused"
      | "completed"
      | "halted"
      | "cancelled";
    why?: string;
    acknowledgedWarnings?: string[];
  };
  Setup: {
    deployment?: string;
    open: ("slack_secret" | "points_api_secret" | "marketers" | "approvers" | "smoke_test")[];
    smokeTest?: {
      deployment: string;
      payoutId: string;
      passedAt: string;
      by: { id: string; name: string };
    };
  };
  SmokeTest: { payoutId: string };
}

export interface Paths {
  "/api/payouts": {
    post: {
      parameters: { query?: never };
      requestBody: { content: { "application/json": Schemas["CreatePayout"] } };
      responses: {
        201: { content: { "application/json": Schemas["CreatedPayout"] } };
        400: { content: { "application/problem+json": Schemas["Problem"] } };
        401: { content: { "application/problem+json": Schemas["Problem"] } };
        403: { content: { "application/problem+json": Schemas["Problem"] } };
        413: { content: { "application/problem+json": Schemas["Problem"] } };
        415: { content: { "application/problem+json": Schemas["Problem"] } };
        422: { content: { "application/problem+json": Schemas["Problem"] } };
        500: { content: { "application/problem+json": Schemas["Problem"] } };
        503: { content: { "application/problem+json": Schemas["Problem"] } };
      };
    };
    get: {
      parameters: {
        query?: {
          state?: Schemas["PayoutState"];
          search?: string;
          cursor?: string;
          limit?: number;
        };
      };

      responses: {
        200: { content: { "application/json": Schemas["PayoutList"] } };
        400: { content: { "application/problem+json": Schemas["Problem"] } };
        401: { content: { "application/problem+json": Schemas["Problem"] } };
        403: { content: { "application/problem+json": Schemas["Problem"] } };
        500: { content: { "application/problem+json": Schemas["Problem"] } };
        503: { content: { "application/problem+json": Schemas["Problem"] } };
      };
    };
  };
  "/api/payouts/{payoutId}": {
    get: {
      parameters: { path: { payoutId: string } };

      responses: {
        200: { content: { "application/json": Schemas["Payout"] } };
        400: { content: { "application/problem+json": Schemas["Problem"] } };
        401: { content: { "application/problem+json": Schemas["Problem"] } };
        403: { content: { "application/problem+json": Schemas["Problem"] } };
        404: { content: { "application/problem+json": Schemas["Problem"] } };
        500: { content: { "application/problem+json": Schemas["Problem"] } };
        503: { content: { "application/problem+json": Schemas["Problem"] } };
      };
    };
  };
  "/api/payouts/{payoutId}/schedule": {
    put: {
      parameters: { path: { payoutId: string } };
      requestBody: { content: { "application/json": Schemas["SchedulePayout"] } };
      responses: {
        200: { content: { "application/json": Schemas["Payout"] } };
        400: { content: { "application/problem+json": Schemas["Problem"] } };
        401: { content: { "application/problem+json": Schemas["Problem"] } };
        403: { content: { "application/problem+json": Schemas["Problem"] } };
        404: { content: { "application/problem+json": Schemas["Problem"] } };
        409: { content: { "application/problem+json": Schemas["Problem"] } };
        413: { content: { "application/problem+json": Schemas["Problem"] } };
        415: { content: { "application/problem+json": Schemas["Problem"] } };
        422: { content: { "application/problem+json": Schemas["Problem"] } };
        500: { content: { "application/problem+json": Schemas["Problem"] } };
        503: { content: { "application/problem+json": Schemas["Problem"] } };
      };
    };
    delete: {
      parameters: { path: { payoutId: string } };

      responses: {
        200: { content: { "application/json": Schemas["Payout"] } };
        400: { content: { "application/problem+json": Schemas["Problem"] } };
        401: { content: { "application/problem+json": Schemas["Problem"] } };
        403: { content: { "application/problem+json": Schemas["Problem"] } };
        404: { content: { "application/problem+json": Schemas["Problem"] } };
        409: { content: { "application/problem+json": Schemas["Problem"] } };
        500: { content: { "application/problem+json": Schemas["Problem"] } };
        503: { content: { "application/problem+json": Schemas["Problem"] } };
      };
    };
  };
  "/api/payouts/{payoutId}/hold": {
    post: {
      parameters: { path: { payoutId: string } };
      requestBody?: { content: { "application/json": Schemas["HoldPayout"] } };
      responses: {
        200: { content: { "application/json": Schemas["Payout"] } };
        400: { content: { "application/problem+json": Schemas["Problem"] } };
        401: { content: { "application/problem+json": Schemas["Problem"] } };
        403: { content: { "application/problem+json": Schemas["Problem"] } };
        404: { content: { "application/problem+json": Schemas["Problem"] } };
        409: { content: { "application/problem+json": Schemas["Problem"] } };
        413: { content: { "application/problem+json": Schemas["Problem"] } };
        415: { content: { "application/problem+json": Schemas["Problem"] } };
        500: { content: { "application/problem+json": Schemas["Problem"] } };
        503: { content: { "application/problem+json": Schemas["Problem"] } };
      };
    };
  };
  "/api/payouts/{payoutId}/approve": {
    post: {
      parameters: { path: { payoutId: string } };
      requestBody?: { content: { "application/json": Schemas["ApprovePayout"] } };
      responses: {
        200: { content: { "application/json": Schemas["Payout"] } };
        400: { content: { "application/problem+json": Schemas["Problem"] } };
        401: { content: { "application/problem+json": Schemas["Problem"] } };
        403: { content: { "application/problem+json": Schemas["Problem"] } };
        404: { content: { "application/problem+json": Schemas["Problem"] } };
        409: { content: { "application/problem+json": Schemas["Problem"] } };
        413: { content: { "application/problem+json": Schemas["Problem"] } };
        415: { content: { "application/problem+json": Schemas["Problem"] } };
        422: { content: { "application/problem+json": Schemas["Problem"] } };
        500: { content: { "application/problem+json": Schemas["Problem"] } };
        503: { content: { "application/problem+json": Schemas["Problem"] } };
      };
    };
  };
  "/api/payouts/{payoutId}/decline": {
    post: {
      parameters: { path: { payoutId: string } };
      requestBody: { content: { "application/json": Schemas["DeclinePayout"] } };
      responses: {
        200: { content: { "application/json": Schemas["Payout"] } };
        400: { content: { "application/problem+json": Schemas["Problem"] } };
        401: { content: { "application/problem+json": Schemas["Problem"] } };
        403: { content: { "application/problem+json": Schemas["Problem"] } };
        404: { content: { "application/problem+json": Schemas["Problem"] } };
        409: { content: { "application/problem+json": Schemas["Problem"] } };
        413: { content: { "application/problem+json": Schemas["Problem"] } };
        415: { content: { "application/problem+json": Schemas["Problem"] } };
        500: { content: { "application/problem+json": Schemas["Problem"] } };
        503: { content: { "application/problem+json": Schemas["Problem"] } };
      };
    };
  };
  "/api/payouts/{payoutId}/payments": {
    get: {
      parameters: {
        path: { payoutId: string };
        query?: { state?: Schemas["PaymentState"]; user?: string; cursor?: string; limit?: number };
      };

      responses: {
        200: { content: { "application/json": Schemas["PaymentList"] } };
        400: { content: { "application/problem+json": Schemas["Problem"] } };
        401: { content: { "application/problem+json": Schemas["Problem"] } };
        403: { content: { "application/problem+json": Schemas["Problem"] } };
        404: { content: { "application/problem+json": Schemas["Problem"] } };
        409: { content: { "application/problem+json": Schemas["Problem"] } };
        500: { content: { "application/problem+json": Schemas["Problem"] } };
        503: { content: { "application/problem+json": Schemas["Problem"] } };
      };
    };
  };
  "/api/users/{userId}/payments": {
    get: {
      parameters: { path: { userId: string }; query?: { cursor?: string; limit?: number } };

      responses: {
        200: { content: { "application/json": Schemas["UserPaymentList"] } };
        400: { content: { "application/problem+json": Schemas["Problem"] } };
        401: { content: { "application/problem+json": Schemas["Problem"] } };
        403: { content: { "application/problem+json": Schemas["Problem"] } };
        500: { content: { "application/problem+json": Schemas["Problem"] } };
        503: { content: { "application/problem+json": Schemas["Problem"] } };
      };
    };
  };
  "/api/payouts/{payoutId}/stop": {
    post: {
      parameters: { path: { payoutId: string } };
      requestBody?: { content: { "application/json": Schemas["StopPayout"] } };
      responses: {
        200: { content: { "application/json": Schemas["Payout"] } };
        400: { content: { "application/problem+json": Schemas["Problem"] } };
        401: { content: { "application/problem+json": Schemas["Problem"] } };
        403: { content: { "application/problem+json": Schemas["Problem"] } };
        404: { content: { "application/problem+json": Schemas["Problem"] } };
        409: { content: { "application/problem+json": Schemas["Problem"] } };
        413: { content: { "application/problem+json": Schemas["Problem"] } };
        415: { content: { "application/problem+json": Schemas["Problem"] } };
        500: { content: { "application/problem+json": Schemas["Problem"] } };
        503: { content: { "application/problem+json": Schemas["Problem"] } };
      };
    };
  };
  "/api/payouts/{payoutId}/resume": {
    post: {
      parameters: { path: { payoutId: string } };
      requestBody?: { content: { "application/json": Schemas["ResumePayout"] } };
      responses: {
        200: { content: { "application/json": Schemas["Payout"] } };
        400: { content: { "application/problem+json": Schemas["Problem"] } };
        401: { content: { "application/problem+json": Schemas["Problem"] } };
        403: { content: { "application/problem+json": Schemas["Problem"] } };
        404: { content: { "application/problem+json": Schemas["Problem"] } };
        409: { content: { "application/problem+json": Schemas["Problem"] } };
        413: { content: { "application/problem+json": Schemas["Problem"] } };
        415: { content: { "application/problem+json": Schemas["Problem"] } };
        500: { content: { "application/problem+json": Schemas["Problem"] } };
        503: { content: { "application/problem+json": Schemas["Problem"] } };
      };
    };
  };
  "/api/payouts/{payoutId}/retry": {
    post: {
      parameters: { path: { payoutId: string } };
      requestBody?: { content: { "application/json": Schemas["RetryPayout"] } };
      responses: {
        201: { content: { "application/json": Schemas["Payout"] } };
        400: { content: { "application/problem+json": Schemas["Problem"] } };
        401: { content: { "application/problem+json": Schemas["Problem"] } };
        403: { content: { "application/problem+json": Schemas["Problem"] } };
        404: { content: { "application/problem+json": Schemas["Problem"] } };
        409: { content: { "application/problem+json": Schemas["Problem"] } };
        413: { content: { "application/problem+json": Schemas["Problem"] } };
        415: { content: { "application/problem+json": Schemas["Problem"] } };
        500: { content: { "application/problem+json": Schemas["Problem"] } };
        503: { content: { "application/problem+json": Schemas["Problem"] } };
      };
    };
  };
  "/api/payouts/{payoutId}/payments/{row}/resolve": {
    post: {
      parameters: { path: { payoutId: string; row: number } };
      requestBody: { content: { "application/json": Schemas["ResolvePayment"] } };
      responses: {
        200: { content: { "application/json": Schemas["Payment"] } };
        400: { content: { "application/problem+json": Schemas["Problem"] } };
        401: { content: { "application/problem+json": Schemas["Problem"] } };
        403: { content: { "application/problem+json": Schemas["Problem"] } };
        404: { content: { "application/problem+json": Schemas["Problem"] } };
        409: { content: { "application/problem+json": Schemas["Problem"] } };
        413: { content: { "application/problem+json": Schemas["Problem"] } };
        415: { content: { "application/problem+json": Schemas["Problem"] } };
        500: { content: { "application/problem+json": Schemas["Problem"] } };
        503: { content: { "application/problem+json": Schemas["Problem"] } };
      };
    };
  };
  "/api/ledger/restored": {
    post: {
      parameters: { query?: never };
      requestBody: { content: { "application/json": Schemas["MarkLedgerRestored"] } };
      responses: {
        200: { content: { "application/json": Schemas["LedgerRestored"] } };
        400: { content: { "application/problem+json": Schemas["Problem"] } };
        401: { content: { "application/problem+json": Schemas["Problem"] } };
        403: { content: { "application/problem+json": Schemas["Problem"] } };
        409: { content: { "application/problem+json": Schemas["Problem"] } };
        413: { content: { "application/problem+json": Schemas["Problem"] } };
        415: { content: { "application/problem+json": Schemas["Problem"] } };
        500: { content: { "application/problem+json": Schemas["Problem"] } };
        503: { content: { "application/problem+json": Schemas["Problem"] } };
      };
    };
  };
  "/api/payouts/{payoutId}/report": {
    get: {
      parameters: { path: { payoutId: string } };

      responses: {
        302: { content?: never };
        400: { content: { "application/problem+json": Schemas["Problem"] } };
        401: { content: { "application/problem+json": Schemas["Problem"] } };
        403: { content: { "application/problem+json": Schemas["Problem"] } };
        404: { content: { "application/problem+json": Schemas["Problem"] } };
        409: { content: { "application/problem+json": Schemas["Problem"] } };
        500: { content: { "application/problem+json": Schemas["Problem"] } };
        503: { content: { "application/problem+json": Schemas["Problem"] } };
      };
    };
  };
  "/api/payouts/{payoutId}/problem-workbook": {
    get: {
      parameters: { path: { payoutId: string } };

      responses: {
        302: { content?: never };
        400: { content: { "application/problem+json": Schemas["Problem"] } };
        401: { content: { "application/problem+json": Schemas["Problem"] } };
        403: { content: { "application/problem+json": Schemas["Problem"] } };
        404: { content: { "application/problem+json": Schemas["Problem"] } };
        409: { content: { "application/problem+json": Schemas["Problem"] } };
        500: { content: { "application/problem+json": Schemas["Problem"] } };
        503: { content: { "application/problem+json": Schemas["Problem"] } };
      };
    };
  };
  "/api/payouts/{payoutId}/events": {
    get: {
      parameters: { path: { payoutId: string } };

      responses: {
        200: { content: { "application/json": Schemas["AuditTrail"] } };
        400: { content: { "application/problem+json": Schemas["Problem"] } };
        401: { content: { "application/problem+json": Schemas["Problem"] } };
        403: { content: { "application/problem+json": Schemas["Problem"] } };
        404: { content: { "application/problem+json": Schemas["Problem"] } };
        500: { content: { "application/problem+json": Schemas["Problem"] } };
        503: { content: { "application/problem+json": Schemas["Problem"] } };
      };
    };
  };
  "/api/template": {
    get: {
      parameters: { query?: { language?: "ko" | "en" } };

      responses: {
        200: {
          content: { "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string };
        };
        400: { content: { "application/problem+json": Schemas["Problem"] } };
        401: { content: { "application/problem+json": Schemas["Problem"] } };
        403: { content: { "application/problem+json": Schemas["Problem"] } };
        500: { content: { "application/problem+json": Schemas["Problem"] } };
        503: { content: { "application/problem+json": Schemas["Problem"] } };
      };
    };
  };
  "/api/setup": {
    get: {
      parameters: { query?: never };

      responses: {
        200: { content: { "application/json": Schemas["Setup"] } };
        401: { content: { "application/problem+json": Schemas["Problem"] } };
        403: { content: { "application/problem+json": Schemas["Problem"] } };
        500: { content: { "application/problem+json": Schemas["Problem"] } };
        503: { content: { "application/problem+json": Schemas["Problem"] } };
      };
    };
  };
  "/api/setup/smoke-test": {
    post: {
      parameters: { query?: never };
      requestBody: { content: { "application/json": Schemas["SmokeTest"] } };
      responses: {
        200: { content: { "application/json": Schemas["Setup"] } };
        400: { content: { "application/problem+json": Schemas["Problem"] } };
        401: { content: { "application/problem+json": Schemas["Problem"] } };
        403: { content: { "application/problem+json": Schemas["Problem"] } };
        404: { content: { "application/problem+json": Schemas["Problem"] } };
        413: { content: { "application/problem+json": Schemas["Problem"] } };
        415: { content: { "application/problem+json": Schemas["Problem"] } };
        422: { content: { "application/problem+json": Schemas["Problem"] } };
        500: { content: { "application/problem+json": Schemas["Problem"] } };
        503: { content: { "application/problem+json": Schemas["Problem"] } };
      };
    };
  };
}

/** The roles that the API lets make each call. */
export const ROLES_OF = {
  createPayout: ["marketer", "admin"],
  listPayouts: ["viewer", "marketer", "approver", "admin"],
  getPayout: ["viewer", "marketer", "approver", "admin"],
  schedulePayout: ["marketer", "admin"],
  cancelPayout: ["marketer", "admin"],
  holdPayout: ["marketer", "approver", "admin"],
  approvePayout: ["approver", "admin"],
  declinePayout: ["approver", "admin"],
  listPayments: ["viewer", "marketer", "approver", "admin"],
  listUserPayments: ["viewer", "marketer", "approver", "admin"],
  stopPayout: ["marketer", "approver", "admin"],
  resumePayout: ["marketer", "admin"],
  retryPayout: ["marketer", "admin"],
  resolvePayment: ["marketer", "admin"],
  markLedgerRestored: ["admin"],
  getReport: ["viewer", "marketer", "approver", "admin"],
  getProblemWorkbook: ["viewer", "marketer", "approver", "admin"],
  listEvents: ["viewer", "marketer", "approver", "admin"],
  getTemplate: ["viewer", "marketer", "approver", "admin"],
  getSetup: ["admin"],
  recordSmokeTest: ["marketer", "admin"],
} as const;
