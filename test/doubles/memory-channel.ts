import {
  type Channel,
  ChannelError,
  type ChannelFile,
  type ChannelMessage,
  type PostOptions,
} from "../../domain/channel/channel.ts";

export interface MemoryMessage extends PostOptions {
  readonly messageId: string;
  message: ChannelMessage;
}

/** What is to go wrong with a call: the channel refuses, or takes it and its answer is lost. */
export type ChannelFault = "refused" | "answer_lost" | { readonly code: string };
type Call = Exclude<keyof Channel, "id">;

/** A channel in memory, under the rules of the port. */
export function createMemoryChannel(id = "channel") {
  const messages: MemoryMessage[] = [];
  const files: (ChannelFile & { readonly inThread: string })[] = [];
  const calls: Call[] = [];
  const faults: { readonly call: Call | "any"; readonly fault: ChannelFault }[] = [];

  function act<T>(call: Call, effect: () => T): T {
    calls.push(call);
    const at = faults.findIndex((it) => it.call === call || it.call === "any");
    const fault = at < 0 ? undefined : faults.splice(at, 1)[0]?.fault;
    if (fault === undefined) return effect();
    if (fault === "answer_lost") effect();
    const isRefusal = typeof fault === "object";
    const code = isRefusal ? fault.code : "unreachable";
    throw new ChannelError("The channel does not answer.", { code, isInDoubt: !isRefusal });
  }

  const channel: Channel = {
    id,
    async post(message, options) {
      return act("post", () => {
        const messageId = String(messages.length + 1);
        messages.push({ ...options, messageId, message });
        return { messageId };
      });
    },
    async update(messageId, message) {
      act("update", () => {
        const known = messages.find((it) => it.messageId === messageId);
        if (known === undefined) throw new ChannelError("Gone.", { code: "message_not_found" });
        known.message = message;
      });
    },
    async find(key, { inThread }) {
      return act("find", () => {
        const found = messages.findLast((it) => it.key === key && it.inThread === inThread);
        return found === undefined ? undefined : { messageId: found.messageId };
      });
    },
    async attach(file, { inThread }) {
      act("attach", () => {
        files.push({ ...file, inThread });
      });
    },
    async hasFile(name, { inThread }) {
      return act("hasFile", () => files.some((it) => it.name === name && it.inThread === inThread));
    },
  };
  return {
    channel,
    messages,
    files,
    calls,
    /** The next calls of this kind go wrong. */
    fail(call: Call | "any", fault: ChannelFault, times = 1): void {
      for (let nr = 0; nr < times; nr += 1) faults.push({ call, fault });
    },
    delete(messageId: string): void {
      messages.splice(
        messages.findIndex((it) => it.messageId === messageId),
        1,
      );
    },
  };
}
