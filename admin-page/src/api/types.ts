import type { ROLES_OF, Schemas } from "./contract.ts";

export type Payout = Schemas["Payout"];
export type PayoutSummary = Schemas["PayoutSummary"];
export type PayoutState = Schemas["PayoutState"];
export type Payment = Schemas["Payment"];
export type PaymentState = Schemas["PaymentState"];
export type UserPayment = Schemas["UserPayment"];
export type FoundPayment = Schemas["FoundPayment"];
export type PreFlight = Schemas["PreFlight"];
export type Check = Schemas["Check"];
export type Breakdown = Schemas["Breakdown"];
export type SheetProblem = Schemas["SheetProblem"];
export type SetupStep = Schemas["Setup"]["open"][number];
export type Receipt = Schemas["Receipt"];
export type Comparison = Schemas["Comparison"];
export type SignOff = Schemas["SignOff"];
export type Finding = Schemas["Finding"];
export type AuditEvent = Schemas["AuditEvent"];
export type Waiting = Schemas["Overview"]["waiting"];
export type ComingPayout = Schemas["ComingPayout"];
export type MonthPaid = Schemas["MonthPaid"];
export type OfPointsApi = Schemas["OverviewMonths"]["pointsApis"][number];

/** A call of the API, by its name in the contract. */
export type Operation = keyof typeof ROLES_OF;
export type Role = (typeof ROLES_OF)[Operation][number];
