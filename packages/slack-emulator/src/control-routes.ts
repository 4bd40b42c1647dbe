import { type HttpAnswer, problem } from "@paysheet/emulator-server/problem";
import { parseJson } from "@paysheet/emulator-server/read-body";
import * as z from "zod";
import type { ChannelStore } from "./channel-store.ts";
import type { Interactions } from "./interactions/interactions.ts";
import { type Message, messageSchema } from "./message.ts";
import { type SlackFaults, slackFaultsSchema } from "./slack-faults.ts";
import { SlackRefusal } from "./slack-refusal.ts";
import { memberOf, type Workspace } from "./workspace.ts";

export interface ControlRoutesDeps {
  readonly store: ChannelStore;
  readonly workspace: Workspace;
  readonly faults: SlackFaults;
  readonly interactions: Interactions;
  readonly fileUrl: (id: string, name: string) => string;
}

export interface ControlCall {
  /** e.g. `PUT /_faults` */
  readonly route: string;
  readonly body: Buffer;
}

const saySchema = z.strictObject({
  userId: z.string(),
  text: z.string().min(1),
  metadata: messageSchema.shape.metadata,
});
/** Whoever does it: the people here may delete anything. */
const deleteSchema = z.strictObject({ messageTs: z.string(), userId: z.string().optional() });
const clickSchema = z.strictObject({
  messageTs: z.string(),
  actionId: z.string(),
  userId: z.string(),
});
const submitSchema = z.strictObject({
  viewId: z.string(),
  userId: z.string(),
  entered: z.record(z.string(), z.string()),
});
const dismissSchema = z.strictObject({ viewId: z.string(), userId: z.string() });
const channelSchema = z.strictObject({ isArchived: z.boolean() });

/**
 * What Slack has no API for: looking on, what people do, faults. Undefined for routes that are
 * none of these.
 */
export function createControlRoutes(deps: ControlRoutesDeps) {
  const { store, workspace, faults, interactions } = deps;

  async function say(call: z.infer<typeof saySchema>): Promise<HttpAnswer> {
    const { id: userId } = memberOf(call.userId, workspace);
    if (workspace.isArchived) throw new SlackRefusal("is_archived");
    const { text, metadata } = call;
    const message = await store.add({ userId, text, blocks: [], metadata });
    return { status: 200, body: listed(message) };
  }

  async function remove({ messageTs }: z.infer<typeof deleteSchema>): Promise<HttpAnswer> {
    const message = store.find(messageTs);
    if (message === undefined) return problem(404, `There is no message ${messageTs}.`);
    await store.delete(message);
    return { status: 200, body: { ts: messageTs } };
  }

  function listed(message: Message) {
    const { ts, text, blocks, threadTs, userId, isBroadcast, files, metadata, editedTs } = message;
    return {
      channel: workspace.channel.id,
      ts,
      text,
      blocks,
      ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
      ...(isBroadcast === true ? { subtype: "thread_broadcast" } : {}),
      ...(userId === undefined ? {} : { user: userId }),
      files: files.map((file) => ({ ...file, url: deps.fileUrl(file.id, file.name) })),
      ...(metadata === undefined ? {} : { metadata }),
      ...(editedTs === undefined ? {} : { edited: { ts: editedTs } }),
    };
  }

  const routes: Readonly<Record<string, (body: Buffer) => Promise<HttpAnswer> | HttpAnswer>> = {
    "GET /_messages": () => ({ status: 200, body: store.messages().map(listed) }),
    "PUT /_faults": withBody(slackFaultsSchema, (settings) => {
      faults.set(settings);
      return { status: 200, body: faults.settings };
    }),
    "PUT /_channel": withBody(channelSchema, ({ isArchived }) => {
      workspace.isArchived = isArchived;
      return { status: 200, body: { isArchived } };
    }),
    "POST /_say": withBody(saySchema, say),
    "POST /_delete": withBody(deleteSchema, remove),
    "POST /_click": withBody(clickSchema, async (click) => {
      return { status: 200, body: await interactions.click(click) };
    }),
    "POST /_submit": withBody(submitSchema, async (submission) => {
      return { status: 200, body: await interactions.submit(submission) };
    }),
    "POST /_dismiss": withBody(dismissSchema, ({ viewId }) => {
      interactions.dismiss(viewId);
      return { status: 200, body: {} };
    }),
  };

  return ({ route, body }: ControlCall): Promise<HttpAnswer> | HttpAnswer | undefined =>
    Object.hasOwn(routes, route) ? routes[route]?.(body) : undefined;
}

function withBody<T>(
  schema: z.ZodType<T>,
  answer: (parsed: T) => Promise<HttpAnswer> | HttpAnswer,
): (body: Buffer) => Promise<HttpAnswer> | HttpAnswer {
  return (body) => {
    const parsed = schema.safeParse(parseJson(body.toString()));
    return parsed.success ? answer(parsed.data) : problem(400, z.prettifyError(parsed.error));
  };
}
