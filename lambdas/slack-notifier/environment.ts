import type * as z from "zod";
import { channelEnvironmentSchema } from "../channel/environment.ts";

/** What `tell` reads from its environment; the CDK stack is typed by it. */
export const slackNotifierEnvironmentSchema = channelEnvironmentSchema;
export type SlackNotifierEnvironment = z.input<typeof slackNotifierEnvironmentSchema>;
