import { type Calls, type CallsRun, mayCall } from "./calls.ts";
import type { Answer, PayRequest } from "./points-api.ts";

/** One call a payment. */
export function createSingleCalls(run: CallsRun): Calls {
  const { pacer, control } = run;
  const payAt = async (request: PayRequest, slotMs?: number): Promise<Answer> => {
    await pacer.take(control.signal, slotMs);
    return await callAlone(request, run);
  };
  return {
    async seat() {
      const slotMs = await pacer.book(control.signal);
      return { pay: (request) => payAt(request, slotMs), leave: () => undefined };
    },
    pay: (request) => payAt(request),
  };
}

/**
 * Asks for one payment by a call of its own.
 * @throws {RoundStoppedError} when the round ends before the call leaves
 */
export async function callAlone(
  { payment, idempotencyKey }: PayRequest,
  run: CallsRun,
): Promise<Answer> {
  if (!mayCall(run)) run.control.signal.throwIfAborted();
  const leftAtMs = run.clock.nowMs();
  const answer = await run.pointsApi.pay(payment, idempotencyKey);
  run.noteAnswer(answer, run.clock.nowMs() - leftAtMs);
  return answer;
}
