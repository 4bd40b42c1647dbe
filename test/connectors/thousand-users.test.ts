import { describe, expect, it } from "vitest";
import { disagreements, payUsers } from "./thousand-users/pay-users.ts";
import { TRIALS } from "./thousand-users/trials.ts";

const USERS = 1_000;
const DEATHS = 6;

describe.each(Object.entries(TRIALS))("%s", (_, trials) => {
  it.each(trials)("pays a thousand users once each, by the API's own books: $of", async (trial) => {
    const paid = await payUsers(trial.open, {
      ...{ users: USERS, deaths: DEATHS, isDownOnce: true, isResumed: true, seed: trial.seed },
    });

    const { payout, shown, deaths } = paid;
    const inState = (state: string) => shown.filter(({ entry }) => entry?.state === state);
    const ofPaid = inState("paid");
    const [rejected, unknown] = [inState("rejected").length, inState("unknown").length];
    expect(payout).toMatchObject({
      state: "completed",
      report: {
        counts: {
          payments: USERS,
          paid: USERS - rejected - unknown,
          ...{ rejected, unknown, accepted: 0, withdrawn: 0, pending: 0 },
        },
        points: { paid: ofPaid.reduce((sum, { payment }) => sum + payment.points, 0) },
      },
    });
    expect(disagreements(paid)).toEqual([]);
    expect(ofPaid).toHaveLength(USERS - rejected - unknown);
    expect(rejected).toBeGreaterThan(0);
    expect(unknown > 0).toBe(trial.leavesUnknown);
    expect(deaths).toBe(DEATHS);
  });
});
