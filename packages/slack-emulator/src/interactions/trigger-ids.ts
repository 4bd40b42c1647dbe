import { randomBytes } from "node:crypto";
import type { Clock } from "@paysheet/emulator-server/clock";
import { SlackRefusal } from "../slack-refusal.ts";

/** What a click lets the app do: open one modal for whoever clicked, soon. */
export interface TriggerIds {
  issue(userId: string): string;
  /**
   * Whom the trigger is of; it is used up then.
   * @throws {SlackRefusal} when it never was one, is too old or was used before
   */
  exchange(triggerId: string): string;
}

const LIFETIME_MS = 3_000;

export function createTriggerIds(clock: Clock): TriggerIds {
  const issued = new Map<string, { readonly userId: string; readonly atMs: number }>();
  const exchanged = new Set<string>();
  return {
    issue(userId) {
      const atMs = clock.nowMs();
      const triggerId = `${atMs}.${issued.size + 1}.${randomBytes(16).toString("hex")}`;
      issued.set(triggerId, { userId, atMs });
      return triggerId;
    },
    exchange(triggerId) {
      const trigger = issued.get(triggerId);
      if (trigger === undefined) throw new SlackRefusal("invalid_trigger_id");
      if (exchanged.has(triggerId)) throw new SlackRefusal("exchanged_trigger_id");
      if (clock.nowMs() - trigger.atMs > LIFETIME_MS) throw new SlackRefusal("expired_trigger_id");
      exchanged.add(triggerId);
      return trigger.userId;
    },
  };
}
