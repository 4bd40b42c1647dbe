import { join } from "node:path";
import { startLocalSlack } from "@paysheet/slack-emulator";
import { startLocalPointsApi } from "../points-api/start-local-points-api.ts";
import { pointsApiOfStack } from "./points-api-of-stack.ts";
import { SLACK_MEMBERS } from "./slack-members.ts";
import { describedBy, type StackPointsApi } from "./stack-points-api.ts";
import type { StackSettings } from "./stack-settings.ts";

export interface OutsideWorld {
  /** The default one first. */
  readonly pointsApis: readonly StackPointsApi[];
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
  const { openPointsApis } = settings;
  const pointsApis =
    openPointsApis === undefined
      ? [await openPointsApiOfStack(settings)]
      : await openPointsApis(settings);
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
    pointsApis,
    slackApiUrl: slack?.url ?? settings.slackApiUrl ?? "",
    slackPageUrl: slack?.pageUrl,
    async close() {
      for (const pointsApi of pointsApis) await pointsApi.close();
      await slack?.close();
    },
  };
}

/** The points API on this machine, or the one that the settings name in its place. */
async function openPointsApiOfStack(settings: StackSettings): Promise<StackPointsApi> {
  const { pointsApiUrl, pointsApiToken: token, dataDir, pointsPort } = settings;
  const local =
    pointsApiUrl === undefined
      ? await startLocalPointsApi({ dataDir: join(dataDir, "points"), port: pointsPort })
      : undefined;
  const url = local?.url ?? pointsApiUrl ?? "";
  return {
    ...describedBy(pointsApiOfStack(url, settings)),
    ratePerSecond: settings.points.ratePerSecond,
    secret: token === undefined ? undefined : { token },
    url,
    isLocal: local !== undefined,
    close: async () => await local?.close(),
  };
}
