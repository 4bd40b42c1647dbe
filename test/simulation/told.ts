import type { PayoutState } from "../../domain/payout/payout.ts";

/** What somebody who reads the channel learns from the message of a payout. */
export interface Told {
  readonly stage: Exclude<PayoutState, "uploading" | "checking" | "invalid"> | "overdue" | "outage";
  readonly counts?: { readonly paid: number; readonly rejected: number; readonly unknown: number };
  readonly points?: { readonly paid: number; readonly total: number };
}

const HEADLINES: readonly [RegExp, Told["stage"]][] = [
  [/awaiting approval:|not approved in time:/i, "awaiting_approval"],
  [/declined:|on hold:|Not paid:|Not taken back:|was not paid at its time/i, "ready"],
  [/Scheduled:|To be taken back:/, "scheduled"],
  [/did not start/, "overdue"],
  [/cancelled:/i, "cancelled"],
  [/Points are being (?:paid|taken back)/, "distributing"],
  [/Waiting for the points system/, "outage"],
  [/(?:Paying|Taking back) is paused/, "paused"],
  [/Halted:/, "halted"],
];
const COUNTS = /([\d,]+) (?:would be )?paid · ([\d,]+) (?:would fail|failed)/;
const TAKEN_BACK = /([\d,]+) taken back(?: · ([\d,]+) not taken back)?/;
const POINTS = /Points (?:(?:that would be )?paid|taken back): ([\d,]+) of ([\d,]+)/;

/** Reads a message as a person does, in English. */
export function readTold(text: string): Told {
  const headline = text.split("\n", 1)[0] ?? "";
  const stage = HEADLINES.find(([words]) => words.test(headline))?.[1] ?? "completed";
  const counts = COUNTS.exec(text) ?? TAKEN_BACK.exec(text);
  const points = POINTS.exec(text);
  return {
    stage,
    ...(counts === null
      ? {}
      : {
          counts: {
            paid: numberOf(counts[1]),
            rejected: numberOf(counts[2]),
            unknown: numberOf(/· ([\d,]+) to check/.exec(text)?.[1]),
          },
        }),
    ...(points === null
      ? {}
      : { points: { paid: numberOf(points[1]), total: numberOf(points[2]) } }),
  };
}

function numberOf(digits: string | undefined): number {
  return Number((digits ?? "0").replaceAll(",", ""));
}
