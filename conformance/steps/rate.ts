import { type Check, saying } from "../check.ts";

/** For so many seconds calls are made as fast as described. */
const SECONDS = 3;
const MOST_CALLS = 300;
const MOST_LANES = 32;

/** Undefined when the call was answered, else how not. */
type Read = () => Promise<string | undefined>;

/**
 * Calls that read only, as fast as described and no faster. The first that is refused is the last: some
 * APIs shut out for longer who goes on.
 */
export async function checkRate(check: Check): Promise<void> {
  const { notes, settings, description, clock } = check;
  const { ratePerSecond: rate } = description.limits;
  const read = readCall(check);
  if (read === undefined) {
    notes.limit("rate_has_no_read", { rate });
    return;
  }
  if (!settings.triesRate) {
    notes.limit("rate_untried", { rate });
    return;
  }
  const beganMs = clock.nowMs();
  let refusal = await read();
  const tookMs = clock.nowMs() - beganMs;
  const most = Math.min(Math.ceil(rate * SECONDS), MOST_CALLS);
  let calls = 1;

  async function goOn(): Promise<void> {
    while (refusal === undefined && calls < most) {
      calls += 1;
      refusal = (await read?.()) ?? refusal;
    }
  }
  // As many at once as it takes to make the next before the last has ended.
  const lanes = Math.min(Math.max(1, Math.ceil((tookMs * rate) / 1_000)), MOST_LANES);
  await Promise.all(Array.from({ length: lanes }, goOn));
  if (refusal === undefined) notes.guarantee("rate_held", { calls, rate });
  else notes.find("rate_refused", { rate, nr: calls, said: refusal });
  notes.step("rate", { said: refusal ?? `${calls} × ok` });
}

function readCall({ api, settings, clock, ...check }: Check): Read | undefined {
  const { readBalance, lookUp, findUser } = api;
  const { a } = settings.users;
  if (readBalance !== undefined) {
    return async () => {
      const reading = await readBalance(a);
      return "said" in reading ? reading.said : undefined;
    };
  }
  if (findUser !== undefined) {
    return async () => {
      const answer = await findUser(check.newRequest(a).payment);
      return answer.kind === "found" ? undefined : saying(answer);
    };
  }
  if (lookUp === undefined) return undefined;
  return async () => {
    const answer = await lookUp({ ...check.newRequest(a), claimedAtMs: clock.nowMs() });
    return answer.kind === "failed" && answer.code === "http_429" ? saying(answer) : undefined;
  };
}
