import { parseJson } from "@paysheet/emulator-server/read-body";
import * as z from "zod";
import type { CallArguments } from "../call-arguments.ts";
import type { ChannelStore } from "../channel-store.ts";
import { SlackRefusal } from "../slack-refusal.ts";
import type { PendingUploads } from "../uploads.ts";
import type { Workspace } from "../workspace.ts";

export interface MethodDeps {
  readonly store: ChannelStore;
  readonly uploads: PendingUploads;
  readonly workspace: Workspace;
}

/**
 * One method of the Web API: the members of its answer beside `ok`.
 * @throws {SlackRefusal}
 */
export type Method = (
  args: CallArguments,
  deps: MethodDeps,
) => Promise<Record<string, unknown>> | Record<string, unknown>;

/** @throws {SlackRefusal} `invalid_arguments`, naming each */
export function readAs<T>(schema: z.ZodType<T>, args: CallArguments): T {
  const parsed = schema.safeParse(args);
  if (parsed.success) return parsed.data;
  throw new SlackRefusal("invalid_arguments", {
    problems: parsed.error.issues.map(
      ({ message, path }) => `${message} [json-pointer:/${path.join("/")}]`,
    ),
  });
}

/** @throws {SlackRefusal} when it is not the id of the workspace's channel */
export function checkChannel(channel: string | undefined, { channel: ours }: Workspace): void {
  if (channel !== ours.id) throw new SlackRefusal("channel_not_found");
}

export const optionalText = z.string().optional();

/** True or false as forms and JSON say it. */
export const optionalFlag = z
  .union([z.boolean(), z.enum(["true", "1", "false", "0", ""]).transform(isTrue)])
  .optional();

function isTrue(text: string): boolean {
  return text === "true" || text === "1";
}

/** An argument that forms hold as JSON text. */
export function jsonOf(value: unknown): unknown {
  return typeof value === "string" ? parseJson(value) : value;
}
