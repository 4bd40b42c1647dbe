import { reversalKeyOf } from "../../domain/distribution/ledger.ts";
import type { Answer, MadePayment, PayRequest } from "../../domain/distribution/points-api.ts";
import { askPatiently, type Check, endOf, type Outcome, saying } from "../check.ts";

/** What a call set going late may still show. */
const LATE_MS = 5_000;

type Reverse = (made: MadePayment) => Promise<Answer>;

/** Takes back what the users were given, so that they have in the end what they had before. */
export async function checkReversal(check: Check): Promise<void> {
  const { api, notes, settings } = check;
  const { a, b } = settings.users;
  if (api.reverse === undefined || settings.keeps) {
    notes.limit(settings.keeps ? "kept" : "no_reversal", { a, b });
    return;
  }
  const before = notes.report.findings.length;
  const isWell = before === 0;
  const said: string[] = [];
  for (const made of takenBackBy(check)) {
    // What keys and look-ups are not good for has been told already.
    const triesDoubt = isWell && said.length === 0;
    said.push(await takeBack(check, api.reverse, { made, triesDoubt }));
  }
  const balances = await compareWithBefore(check, isWell);
  const isAllTaken = said.length > 0 && notes.report.findings.length === before;
  if (isAllTaken) notes.guarantee("taken_back");
  notes.step("reversal", { said: [said.join(", ") || "–", ...balances].join("; ") });
}

/** Never more than a user gained by the API's own books: what was only told is no debt. */
function takenBackBy({ made, books, settings }: Check): readonly MadePayment[] {
  const { a, b } = settings.users;
  const gained = new Map<string, bigint>();
  for (const [user, { first, last }] of books.sinceOpened()) gained.set(user, last - first);
  return [...made.values()].filter(({ payment: { userId, points } }) => {
    if (userId !== a && userId !== b) return false;
    const left = gained.get(userId);
    if (!books.areRead || left === undefined) return true;
    if (left < points) return false;
    gained.set(userId, left - BigInt(points));
    return true;
  });
}

async function takeBack(
  check: Check,
  reverse: Reverse,
  { made, triesDoubt }: { readonly made: MadePayment; readonly triesDoubt: boolean },
): Promise<string> {
  const { books, clock, description, notes } = check;
  const { userId: user, points: asked } = made.payment;
  const { ends } = description.doubt;
  const request = { ...made, idempotencyKey: reversalKeyOf(made.idempotencyKey) };
  const askedAtMs = clock.nowMs();
  const doubted = { reverse: () => reverse(made), request, askedAtMs };
  let outcome = await ask(check, doubted);
  if (outcome.kind === "in_doubt") outcome = (await makeCertain(check, doubted)) ?? outcome;
  const said = saying(outcome);
  const moved = await books.moved(user, outcome.kind === "paid" ? -asked : 0);
  const facts = { ...moved?.facts, user, asked, ends, said };
  if (moved !== undefined && moved.facts.after > moved.facts.before) {
    notes.find("reversal_pays", facts);
  } else if (outcome.kind === "in_doubt" || outcome.kind === "unconfirmed") {
    notes.find("reversal_in_doubt", facts);
  } else if (outcome.kind !== "paid") {
    notes.find("reversal_refused", facts);
  } else if (triesDoubt) {
    const again = await makeCertain(check, doubted);
    const movedAgain = await books.moved(user, 0);
    if (movedAgain?.is === "less") notes.find("reversal_twice", { ...movedAgain.facts, ends });
    else if (again !== undefined && again.kind !== "paid") {
      notes.find("reversal_in_doubt", { ...facts, said: saying(again) });
    }
  }
  return said;
}

interface Doubted {
  readonly reverse: () => Promise<Answer>;
  /** Under the reversal's own key. */
  readonly request: PayRequest;
  readonly askedAtMs: number;
}

async function ask(check: Check, { reverse, request }: Doubted): Promise<Outcome> {
  return await endOf(check, request, await askPatiently(check, reverse));
}

/** What became of a reversal, as a lost answer would be made certain; undefined where nothing tells. */
async function makeCertain(check: Check, doubted: Doubted): Promise<Outcome | undefined> {
  const { api, clock, description } = check;
  const { request, askedAtMs: claimedAtMs } = doubted;
  switch (description.doubt.ends) {
    case "replays":
    case "refuses":
      return await ask(check, doubted);
    case "look_up": {
      await clock.sleep(description.lookUp?.settleMs ?? 0);
      const found = await api.lookUp?.({ ...request, claimedAtMs });
      if (found?.kind === "found") return { ...found, kind: "paid" };
      if (found?.kind === "accepted") return await endOf(check, request, found);
      return { kind: "in_doubt", code: saying(found ?? { kind: "failed" }), unavailable: false };
    }
    case "none":
      return undefined;
  }
}

/** What each user had first and has now; nothing where no balance is read. */
async function compareWithBefore(
  { books, clock, notes, settings }: Check,
  wasWell: boolean,
): Promise<readonly string[]> {
  if (!books.areRead) return [];
  await clock.sleep(LATE_MS);
  const isWell = wasWell && notes.report.findings.length === 0;
  const told: string[] = [];
  for (const user of new Set([settings.users.a, settings.users.b])) {
    const moved = await books.moved(user, 0);
    const before = books.sinceOpened().get(user)?.first;
    if (moved === undefined || before === undefined) continue;
    const { after } = moved.facts;
    if (after !== before && isWell) notes.find("not_as_before", { user, before, after });
    else if (after !== before) notes.limit("balance_changed", { user, before, after });
    told.push(`${user} ${before} → ${after}`);
  }
  return [told.join(", ")];
}
