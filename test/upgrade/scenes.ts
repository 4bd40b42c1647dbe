import { notifyChannel } from "../../domain/channel/notify-channel.ts";
import { endPayout } from "../../domain/distribution/end-payout.ts";
import { resolvePayment } from "../../domain/distribution/resolve-payment.ts";
import { retryPayout } from "../../domain/distribution/retry-payout.ts";
import { reversePayout } from "../../domain/distribution/reverse-payout.ts";
import { stopPayout } from "../../domain/distribution/stop-and-resume.ts";
import { cancelPayout } from "../../domain/payout/cancel-payout.ts";
import { sheetKeyOf } from "../../domain/payout/create-payout.ts";
import { approvePayout, declinePayout } from "../../domain/payout/decide-approval.ts";
import { deleteDraft } from "../../domain/payout/delete-draft.ts";
import { getPayout } from "../../domain/payout/get-payout.ts";
import { receiveSheet } from "../../domain/payout/receive-sheet.ts";
import { renamePayout } from "../../domain/payout/rename-payout.ts";
import { replaceSheet } from "../../domain/payout/replace-sheet.ts";
import { mayPreFlight, requestPreFlight } from "../../domain/preflight/request-pre-flight.ts";
import { requestReceipt } from "../../domain/receipt/begin-receipt.ts";
import { APPROVER, DECIDER, MARKETER } from "../domain/payout/payouts.ts";
import { MODES, USERS } from "./booked-points-api.ts";
import { PEOPLE_SCENES } from "./people-scenes.ts";
import { createReleaseWorld, type Left } from "./release-world.ts";
import {
  create,
  leaveAfter,
  pay,
  payFor,
  type Scene,
  schedule,
  scheduleReady,
  sheetBytes,
  upload,
  usersOf,
} from "./scene-acts.ts";

const STARTS_AT_MS = Date.parse("2026-11-23T01:00:00.000Z");

/** What a version leaves of a scene; the same whenever it is played. */
export async function playScene({ about, mode, hasWorkbooks, play }: Scene): Promise<Left> {
  const world = createReleaseWorld({ about, mode, nowMs: STARTS_AT_MS }, { hasWorkbooks });
  await play(world);
  return world.leave();
}

const HALF_WAY = [
  ...["user-1", "user-2", "user-3", `${USERS.missing}1`, `${USERS.lost}1`],
  // Nothing comes after these, of which two are in flight when the version is left.
  ...[`${USERS.hangsPaid}1`, `${USERS.hangs}1`, "user-7", "user-8"],
];

const paying = MODES.map(
  (mode): Scene => ({
    ...{ name: `paying-${mode}`, mode },
    about: "half is paid, two calls are on their way, and one answer was lost",
    async play(world) {
      await payFor(world, 5_000, await schedule(world, { title: "half way", users: HALF_WAY }));
    },
  }),
);

const halted = MODES.map(
  (mode): Scene => ({
    ...{ name: `halted-${mode}`, mode },
    about: "its execution died half way, and the sweeper has found it",
    async play(world) {
      const payoutId = await schedule(world, { title: "died half way", users: HALF_WAY });
      await world.fail(await payFor(world, 5_000, payoutId));
    },
  }),
);

export const SCENES: readonly Scene[] = [
  ...paying,
  ...halted,
  {
    name: "several-workers",
    about: "two workers pay it, each in an execution of its own",
    mode: "key",
    async play(world) {
      const users = [
        ...usersOf(4),
        `${USERS.hangsPaid}1`,
        `${USERS.hangs}1`,
        ...usersOf(15).slice(6),
      ];
      await payFor(world, 20_000, await schedule(world, { title: "in two", users }));
    },
  },
  {
    name: "drafts",
    about: "nothing of them is scheduled: uploading, checking, invalid, ready, cancelled",
    mode: "key",
    async play(world) {
      const { deps } = world;
      await create(world, { title: "its sheet never came" });
      const checking = await create(world, { title: "being checked" });
      const sheet = world.put(
        sheetKeyOf(checking, ".csv"),
        sheetBytes({ title: "", users: usersOf(6) }),
      );
      const dies = { ...deps.sheets, withLocalCopy: () => Promise.reject(new Error("died")) };
      await receiveSheet({ ...deps, sheets: dies }, sheet).catch(() => undefined);
      await upload(world, { title: "nobody can be paid nothing", points: 0 });
      await upload(world, { title: "ready" });
      await upload(world, { title: "a dry run", dryRun: true, users: usersOf(4) });
      const cancelled = await upload(world, { title: "cancelled", users: usersOf(3) });
      await cancelPayout(deps, cancelled, MARKETER);
      await notifyChannel(deps, cancelled);
    },
  },
  {
    name: "changed-drafts",
    about: "one waits for another file under a new title, one was deleted",
    mode: "key",
    async play(world) {
      const { deps } = world;
      const waiting = await upload(world, { title: "with a slip" });
      await renamePayout(deps, waiting, "another file", MARKETER);
      await replaceSheet(deps, waiting, { fileName: "b.csv", sizeBytes: 1_000 }, MARKETER);
      await deleteDraft(deps, await upload(world, { title: "deleted" }), MARKETER);
    },
  },
  {
    name: "scheduled",
    about: "waiting for its time, with and without an approval, and a dry run",
    mode: "key",
    async play(world) {
      const { deps } = world;
      const scheduled = await schedule(world, { title: "scheduled", users: usersOf(5) });
      const payout = await getPayout(deps.payouts, scheduled);
      if (mayPreFlight(payout)) await requestPreFlight(deps, payout);
      await schedule(world, { title: "a dry run", users: usersOf(4), dryRun: true });
      const approved = await schedule(world, {
        title: "approved",
        users: ["big-1"],
        points: 20_000,
      });
      const { revision } = await getPayout(deps.payouts, approved);
      await approvePayout(deps, approved, { revision, reason: "seen" }, APPROVER);
      await notifyChannel(deps, approved);
    },
  },
  {
    name: "awaiting-approval",
    about: "above the limit: asked for, and declined",
    mode: "key",
    async play(world) {
      const { deps } = world;
      await schedule(world, { title: "asked for", users: ["big-2"], points: 20_000 });
      const declined = await schedule(world, {
        title: "declined",
        users: ["big-3"],
        points: 30_000,
      });
      const { revision } = await getPayout(deps.payouts, declined);
      await declinePayout(deps, declined, { revision, reason: "too much" }, DECIDER);
      await notifyChannel(deps, declined);
    },
  },
  {
    name: "outage",
    about: "the points API is down, and the payout waits for it",
    mode: "lookup",
    async play(world) {
      world.pointsApi.answer({ kind: "not_done", code: "http_503", unavailable: true });
      await payFor(world, 600_000, await schedule(world, { title: "down", users: usersOf(6) }));
    },
  },
  {
    name: "paused",
    about: "stopped by a person, refused by the points API, and at its first payments",
    mode: "key",
    async play(world) {
      const { deps, clock } = world;
      const stopped = await schedule(world, { title: "stopped", users: usersOf(8) });
      const refused = await schedule(world, { title: "refused", users: usersOf(7) });
      const missing = Array.from({ length: 48 }, (_, index) => `${USERS.missing}${index}`);
      const first = await schedule(world, { title: "nobody is known", users: missing });
      const paying = world.run(world.fire(stopped));
      await clock.run(clock.sleep(1_500));
      await stopPayout(deps, stopped, { reason: "the wrong list?" }, MARKETER);
      await clock.run(paying);
      await notifyChannel(deps, stopped);
      await pay(world, first);
      world.pointsApi.answer({ kind: "ours", code: "http_402", detail: "The budget is empty." });
      await pay(world, refused);
    },
  },
  {
    name: "ending",
    about: "a person ended it, and what was accepted is waited for",
    mode: "accepts",
    async play(world) {
      const { deps } = world;
      const payoutId = await schedule(world, { title: "ended", users: HALF_WAY });
      await world.fail(await payFor(world, 5_000, payoutId));
      await endPayout(deps, payoutId, { reason: "the wrong list" }, MARKETER);
      for (const execution of world.inFlight()) await leaveAfter(world, 60_000, execution);
    },
  },
  {
    name: "completed",
    about: "with unknown and refused payments; one person said what became of one; a retry",
    mode: "none",
    async play(world) {
      const { deps, clock } = world;
      const users = [...usersOf(4), `${USERS.missing}1`, `${USERS.lost}1`, `${USERS.lost}2`];
      const payoutId = await schedule(world, { title: "completed", users });
      await pay(world, payoutId);
      const request = { row: 7, as: "not_paid", note: "nothing of it in the books" } as const;
      await resolvePayment(deps, payoutId, request, MARKETER);
      await clock.run(retryPayout(deps, payoutId, {}, MARKETER));
      await pay(
        world,
        await schedule(world, { title: "a dry run", users: usersOf(3), dryRun: true }),
      );
    },
  },
  {
    name: "reversed",
    about: "compared with the books, and partly to be taken back, which waits for an approval",
    mode: "lookup",
    async play(world) {
      const { deps, clock } = world;
      const payoutId = await schedule(world, { title: "paid by mistake", users: usersOf(6) });
      await pay(world, payoutId);
      for (const execution of world.inFlight()) await clock.run(world.run(execution));
      await requestReceipt(deps, payoutId, MARKETER);
      const names = { rows: [3, 5], reason: "twice the points" };
      const reversal = await clock.run(reversePayout(deps, payoutId, names, MARKETER));
      await scheduleReady(world, reversal.payoutId);
    },
  },
  {
    name: "reported",
    about: "with its result workbook, which the channel did not take",
    mode: "none",
    hasWorkbooks: true,
    async play(world) {
      const users = [...usersOf(3), `${USERS.missing}1`, `${USERS.lost}1`];
      const payoutId = await schedule(world, { title: "reported", users });
      world.slack.fail("attach", "refused", 1_000);
      await pay(world, payoutId);
    },
  },
  ...PEOPLE_SCENES,
];
