import { type Channel, ChannelError, type ChannelMessage } from "../../domain/channel/channel.ts";
import type { Setup } from "./setup.ts";
import type { SimProcess } from "./sim-process.ts";

export interface WorldSlack {
  portOf(process: SimProcess): Channel;
  /** The text that the payout's one message now shows. */
  textOf(payoutId: string): string | undefined;
}

interface Posted {
  readonly key: string;
  readonly inThread: string | undefined;
  text: string;
  /** Nobody may change it any more. */
  isFrozen: boolean;
}

/** Slack's word for what it won't ever do, and whether it has said so before. */
interface Refusal {
  readonly code: string;
  readonly stands: boolean;
  readonly refuse?: () => void;
}

/** Of failures, where Slack can refuse for good what it is asked. */
const REFUSED_SHARE = 0.3;

/** The channel: it may be slow, refuse, take something and lose the answer, or take it late. */
export function createWorldSlack(
  { random, faults, invariants }: Setup,
  {
    onPosted,
    onSlow,
  }: {
    readonly onPosted: (payoutId: string) => void;
    readonly onSlow: (payoutId: string, ms: number) => void;
  },
): WorldSlack {
  const messages: Posted[] = [];
  const files: string[] = [];

  /** The refusal, where it stands from before or this failure is one. */
  function refusalOf(refusal: Refusal | undefined, fails: boolean): Refusal | undefined {
    if (refusal === undefined || refusal.stands) return refusal;
    if (!fails || !random.chance(REFUSED_SHARE)) return undefined;
    refusal.refuse?.();
    return refusal;
  }

  function send<T>(
    process: SimProcess,
    what: string,
    effect: () => T,
    options: {
      readonly mayLandLate: boolean;
      readonly about?: string;
      readonly refusal?: Refusal;
    },
  ): Promise<T> {
    const fails = faults.chance("slackFails");
    const refusal = refusalOf(options.refusal, fails);
    const isTaken = refusal === undefined && (!fails || random.chance(0.4));
    const there = faults.latencyMs() * 5;
    // While the channel is slow, the payout's page is not.
    if (there > 300 && options.about !== undefined) onSlow(options.about, there);
    // Whoever looks something up hears of nothing else meanwhile.
    if (!options.mayLandLate && there > 50) process.isTroubledFor(there + 5);
    const lateMs =
      fails && options.mayLandLate && random.chance(0.3) ? random.spread(100, 30_000) : 0;
    let result: T | undefined;
    let isDone = false;
    return process.send({
      what: `slack.${what}`,
      ...(isTaken ? { landsAfterMs: there + lateMs } : {}),
      land: () => {
        result = effect();
        isDone = true;
        return fails ? "taken, its answer is lost" : "taken";
      },
      answersAfterMs: there + 5,
      answer: () => {
        if (refusal !== undefined) throw new ChannelError("Slack refuses.", refusal);
        if (fails) {
          throw new ChannelError("Slack does not answer.", { code: "timeout", isInDoubt: true });
        }
        if (!isDone) throw new Error("It answers what did not arrive.");
        return result as T;
      },
    });
  }

  return {
    // One that took another's place has a longer key.
    textOf: (payoutId) =>
      messages.findLast(({ key }) => key.startsWith(`${payoutId}:message`))?.text,
    portOf: (process) => ({
      id: "simulated",
      post(message: ChannelMessage, { key, inThread }) {
        invariants.postLeaves(process, key);
        const [payoutId = "", what] = key.split(":");
        if (what === "message") invariants.says(process, payoutId, message.text);
        return send(
          process,
          `post ${key}`,
          () => {
            invariants.posted(key, messages.filter((it) => it.key === key).length);
            messages.push({ key, inThread, text: message.text, isFrozen: false });
            onPosted(payoutId);
            return { messageId: String(messages.length) };
          },
          { mayLandLate: true, about: payoutId },
        );
      },
      update(messageId, message) {
        const known = messages[Number(messageId) - 1];
        if (known === undefined) throw new Error(`There is no message ${messageId}.`);
        const [payoutId = "", what] = known.key.split(":");
        // A reply whose button is gone says nothing of how the payout stands.
        if (what === "message") invariants.says(process, payoutId, message.text);
        return send(
          process,
          "update",
          () => {
            if (known.isFrozen) return;
            known.text = message.text;
            onPosted(payoutId);
          },
          {
            mayLandLate: true,
            about: payoutId,
            refusal: {
              code: "edit_window_closed",
              stands: known.isFrozen,
              refuse: () => {
                known.isFrozen = true;
              },
            },
          },
        );
      },
      find(key, { inThread }) {
        return send(
          process,
          `find ${key}`,
          () => {
            // The newest, as a channel is read.
            const at = messages.findLastIndex((it) => it.key === key && it.inThread === inThread);
            return at < 0 ? undefined : { messageId: String(at + 1) };
          },
          { mayLandLate: false },
        );
      },
      attach({ name }) {
        return send(
          process,
          `attach ${name}`,
          () => {
            invariants.posted(name, files.filter((it) => it === name).length);
            files.push(name);
          },
          { mayLandLate: true, refusal: { code: "file_uploads_disabled", stands: false } },
        );
      },
      hasFile(name) {
        return send(process, `has ${name}`, () => files.includes(name), { mayLandLate: false });
      },
    }),
  };
}
