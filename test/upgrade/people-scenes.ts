import { notifyChannel } from "../../domain/channel/notify-channel.ts";
import { resolvePayment } from "../../domain/distribution/resolve-payment.ts";
import { approvePayout } from "../../domain/payout/decide-approval.ts";
import { getPayout } from "../../domain/payout/get-payout.ts";
import { handOverPayout } from "../../domain/payout/hand-over-payout.ts";
import type { Person } from "../../domain/payout/person.ts";
import { requestErasure } from "../../domain/personal-data/erase-user.ts";
import { APPROVER, DECIDER, MARKETER } from "../domain/payout/payouts.ts";
import { USERS } from "./booked-points-api.ts";
import { LEAVER, type ReleaseWorld } from "./release-world.ts";
import { pay, type Scene, schedule, scheduleReady, upload } from "./scene-acts.ts";

/** Takes over from who leaves. */
export const SUCCESSOR = { id: "successor", name: "Successor", email: "successor@shop.example" };

/** Users who are to be forgotten, by how far that has come. */
export const ERASED = {
  before: "forget-1",
  begun: "forget-2",
  looked: "forget-3",
  asked: "forget-4",
} as const;
const ERASE_REASON = "asked to be forgotten";

/** They sign in, and Slack shows the approver who they are. */
async function signIn({ deps, clock }: ReleaseWorld): Promise<void> {
  const seenAt = new Date(clock.nowMs()).toISOString();
  const approver = { ...APPROVER, email: "approver@shop.example" };
  for (const person of [LEAVER, SUCCESSOR]) {
    await deps.people.remember({ ...person, roles: ["marketer"], seenAt });
  }
  await deps.people.remember({ ...approver, roles: ["approver"], seenAt });
  await deps.people.noteSlackUser("U0APPROVER", approver);
}

async function handOver({ deps }: ReleaseWorld, payoutId: string, by: Person): Promise<void> {
  const request = { email: SUCCESSOR.email, reason: "leaves in December" };
  await handOverPayout(deps, payoutId, request, by, { ofOthers: false });
  await notifyChannel(deps, payoutId);
}

/** Asks for it and has it done, unless something is out of order. */
export async function eraseUser(world: ReleaseWorld, userId: string): Promise<void> {
  await requestErasure(world.deps, { userId, reason: ERASE_REASON }, DECIDER);
  const execution = world.inFlight().at(-1);
  if (execution === undefined) throw new Error("Nobody erases.");
  // One that fails is in flight until Lambda has tried it often enough.
  await world.clock.run(world.run(execution)).catch(() => undefined);
}

const outOfOrder = () => Promise.reject(new Error("out of order"));

export const PEOPLE_SCENES: readonly Scene[] = [
  {
    name: "handed-over",
    about:
      "whose owner left: handed over as a draft, scheduled, asked for and approved, and not yet",
    mode: "key",
    async play(world) {
      const { deps } = world;
      await signIn(world);
      const by = LEAVER;
      const big = { users: ["big-1"], points: 20_000, by };
      const asked = await upload(world, { ...big, title: "asked for" });
      const approved = await upload(world, { ...big, title: "approved", points: 20_001 });
      await pay(world, await schedule(world, { title: "sent back", points: 200, by }));
      await scheduleReady(world, asked, by);
      await handOver(world, asked, by);
      await scheduleReady(world, approved, by);
      const { revision } = await getPayout(deps.payouts, approved);
      await approvePayout(deps, approved, { revision, reason: "seen" }, APPROVER);
      await handOver(world, approved, by);
      await handOver(world, await upload(world, { title: "a draft", by }), by);
      await handOver(world, await schedule(world, { title: "scheduled", points: 150, by }), by);
      await schedule(world, { title: "its owner left", points: 300, by });
    },
  },
  {
    name: "erasing",
    about: "users to be forgotten: one is, of two it broke off, one was only asked for",
    mode: "none",
    hasWorkbooks: true,
    async play(world) {
      const { deps, erasing } = world;
      const users = ["user-1", ...Object.values(ERASED), `${USERS.lost}1`];
      const paid = await schedule(world, { title: "paid", users });
      await pay(world, paid);
      const request = { row: 7, as: "paid", note: "it is in the books" } as const;
      await resolvePayment(deps, paid, request, MARKETER);
      await schedule(world, { title: "to be paid", users: ["user-2", ERASED.asked] });
      await eraseUser(world, ERASED.before);
      erasing.files = { ...deps.files, replaceChunk: outOfOrder };
      await eraseUser(world, ERASED.begun);
      erasing.files = deps.files;
      erasing.erasures = { ...deps.erasures, save: outOfOrder };
      await eraseUser(world, ERASED.looked);
      erasing.erasures = deps.erasures;
      await requestErasure(deps, { userId: ERASED.asked, reason: ERASE_REASON }, DECIDER);
    },
  },
];
