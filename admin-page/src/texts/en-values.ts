import type { ValueTexts } from "./value-texts.ts";

export const englishValues: ValueTexts = {
  payoutStates: {
    uploading: "Waiting for file",
    checking: "Checking",
    invalid: "Has problems",
    ready: "Ready to schedule",
    awaiting_approval: "Awaiting approval",
    scheduled: "Scheduled",
    distributing: "Paying",
    paused: "Paused",
    completed: "Completed",
    halted: "Halted",
    cancelled: "Cancelled",
  },
  paymentStates: {
    pending: "Pending",
    sending: "Sending",
    paid: "Paid",
    rejected: "Failed",
    unknown: "To check",
  },
  actions: {
    created: "Created the payout",
    sheet_received: "The sheet arrived",
    sheet_refused: "Found problems in the sheet",
    sheet_accepted: "Found no problems in the sheet",
    approval_requested: "Asked for approval",
    approved: "Approved",
    declined: "Declined",
    scheduled: "Scheduled",
    moved: "Moved to another time",
    held: "Put on hold",
    cancelled: "Cancelled",
    found_overdue: "Its time passed without a start",
    started: "Started paying",
    paused: "Paused",
    resumed: "Resumed",
    outage_began: "The points system went away; waiting for it",
    outage_ended: "The points system is back",
    halted: "Halted",
    completed: "Completed",
    recounted: "Counted again after a settlement",
    payment_resolved: "Settled a payment to check",
    retried: "Retried failed payments",
    ledger_restored: "Said that the table was restored from a backup",
    alerted: "Notified the team",
  },
  warnings: {
    payment_far_above_others: "far more points than the others",
    far_above_lately: "far more points than recently",
    paid_lately_same: "another payout with the same payments",
    paid_lately_similar: "another payout with similar payments",
    user_id_twice: "the same user more than once",
  },
  pauses: {
    stopped_by_person: "A person stopped it. Nothing more is paid until it is resumed.",
    points_api_unavailable:
      "The points system does not answer. Paying goes on by itself once it does.",
    points_api_refuses_credentials:
      "The points system refuses our credentials. Tell an admin; once mended, it can be resumed.",
    points_api_refuses_calls:
      "The points system refuses our calls, whoever they are for. Tell an admin; once mended, it can be resumed.",
  },
  halts: {
    sheet_changed: "The sheet is not the one that was scheduled, so it was not paid.",
    sheet_unreadable: "The stored sheet can't be read. Tell an admin.",
    points_api_unavailable:
      "The points system did not answer for too long. Resume once it is back.",
    execution_died:
      "Paying stopped unexpectedly. It can be resumed; nobody who was paid is paid again.",
  },
};
