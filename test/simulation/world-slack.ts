import { type Channel, ChannelError } from "../../domain/report/channel.ts";
import type { Scene } from "./scene.ts";
import type { SimProcess } from "./sim-process.ts";

export interface WorldSlack {
  portOf(process: SimProcess): Channel;
}

/** The channel: it may be slow, refuse a message, or take it and lose the answer. */
export function createWorldSlack({ random, faults, judge }: Scene): WorldSlack {
  return {
    portOf: (process) => ({
      post() {
        const fails = faults.chance("slackFails");
        const isTaken = !fails || random.chance(0.4);
        const there = faults.latencyMs() * 5;
        judge.postLeaves(process);
        return process.send({
          what: "slack.post",
          ...(isTaken ? { landsAfterMs: there } : {}),
          land: () => {
            judge.posted(process);
            return fails ? "taken, its answer is lost" : "taken";
          },
          answersAfterMs: there + 5,
          answer: () => {
            if (fails) throw new ChannelError("Slack does not answer.");
            return { messageId: "message" };
          },
        });
      },
    }),
  };
}
