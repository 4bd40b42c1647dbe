import type { PayoutState } from "../api/types.ts";
import { ko } from "../texts/ko.ts";

export interface PayoutFilter {
  readonly state: PayoutState | undefined;
  readonly text: string;
}

const STATES = Object.keys(ko.payout.states);

export function isPayoutState(value: string | null): value is PayoutState {
  return value !== null && STATES.includes(value);
}

/** The filter in the page's address, so that it can be passed on and survives a reload. */
export function readFilter(params: URLSearchParams): PayoutFilter {
  const state = params.get("state");
  return { state: isPayoutState(state) ? state : undefined, text: params.get("q") ?? "" };
}

export function writeFilter({ state, text }: PayoutFilter): Record<string, string> {
  return { ...(state === undefined ? {} : { state }), ...(text === "" ? {} : { q: text }) };
}
