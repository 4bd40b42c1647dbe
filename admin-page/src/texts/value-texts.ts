import type { Schemas } from "../api/contract.ts";

/** Texts for each of the API's values: a new one fails to compile until it has its text. */
export interface ValueTexts {
  readonly payoutStates: Readonly<Record<Schemas["PayoutState"], string>>;
  readonly paymentStates: Readonly<Record<Schemas["PaymentState"], string>>;
  readonly actions: Readonly<Record<Schemas["AuditEvent"]["action"], string>>;
  /** Of warnings that people confirm, the kinds; one without its text is shown by its code. */
  readonly warnings: Readonly<Record<string, string>>;
  readonly pauses: Readonly<Record<NonNullable<Schemas["Payout"]["pause"]>["reason"], string>>;
  readonly halts: Readonly<Record<NonNullable<Schemas["Payout"]["halt"]>["reason"], string>>;
}
