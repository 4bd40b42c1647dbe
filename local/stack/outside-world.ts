import { join } from "node:path";
import { startLocalSlack } from "@paysheet/slack-emulator";
import { startLocalPointsApi } from "../points-api/start-local-points-api.ts";
import { SLACK_MEMBERS } from "./slack-members.ts";
import type { StackSettings } from "./stack-settings.ts";

export interface OutsideWorld {
  readonly pointsUrl: string;
  /** Base of Slack's Web API. */
  readonly slackApiUrl: string;
  /** The channel page; absent when another Slack takes the emulator's place. */
  readonly slackPageUrl: string | undefined;
  close(): Promise<void>;
}

/**
 * The company's points API and Slack: the emulators, or what the settings name in their place.
 * `origin` is where the page and the API stand.
 */
export async function openOutsideWorld(
  settings: StackSettings,
  origin: string,
): Promise<OutsideWorld> {
  const points =
    settings.pointsApiUrl === undefined
      ? await startLocalPointsApi({
          dataDir: join(settings.dataDir, "points"),
          port: settings.pointsPort,
        })
      : undefined;
  const slack =
    settings.slackApiUrl === undefined
      ? await startLocalSlack({
          dataDir: join(settings.dataDir, "slack"),
          port: settings.slackPort,
          botToken: settings.slackBotToken,
          channel: { id: settings.slackChannel, name: "포인트-지급" },
          members: SLACK_MEMBERS,
          signingSecret: settings.slackSigningSecret,
          actionsUrl: `${origin}/api/slack/actions`,
        })
      : undefined;
  return {
    pointsUrl: points?.url ?? settings.pointsApiUrl ?? "",
    slackApiUrl: slack?.url ?? settings.slackApiUrl ?? "",
    slackPageUrl: slack?.pageUrl,
    async close() {
      await points?.close();
      await slack?.close();
    },
  };
}
