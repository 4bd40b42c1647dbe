import type { LocalLambdaOptions } from "@paysheet/aws-emulator/lambda";
import { FUNCTIONS } from "./account.ts";
import type { LazyFunctions } from "./lazy-functions.ts";

export type StatusChangeEvent = Parameters<
  NonNullable<LocalLambdaOptions["onExecutionStatusChange"]>
>[0];

const WATCH_EVERY_MS = 5 * 60_000;
const ENDED_BADLY: readonly string[] = ["FAILED", "TIMED_OUT", "STOPPED"];

/**
 * What two rules on the default event bus do in AWS: call the sweeper when an execution of `distribute`
 * ends badly, and every five minutes.
 */
export function createSweeperRules(
  functions: Pick<LazyFunctions, "invokeEvent">,
  log: (line: string) => void,
) {
  async function callSweeper(event: unknown): Promise<void> {
    try {
      await functions.invokeEvent(FUNCTIONS.sweeper, event);
    } catch (error) {
      // The next look, five minutes later, finds what this one would have.
      log(`The sweeper was not called: ${error}`);
    }
  }

  return {
    async onExecutionStatusChange(event: StatusChangeEvent): Promise<void> {
      const { functionArn, status } = event.detail;
      const isDistribute = functionArn.includes(`:function:${FUNCTIONS.distribute}`);
      if (isDistribute && ENDED_BADLY.includes(status)) await callSweeper(event);
    },
    start(): { close(): Promise<void> } {
      const timer = setInterval(
        () =>
          void callSweeper({ source: "aws.events", "detail-type": "Scheduled Event", detail: {} }),
        WATCH_EVERY_MS,
      );
      timer.unref();
      return { close: async () => clearInterval(timer) };
    },
  };
}
