import { basename } from "node:path";
import * as z from "zod";
import type { SharedFile } from "../message.ts";
import { SlackRefusal } from "../slack-refusal.ts";
import { threadOf } from "./messages.ts";
import { checkChannel, jsonOf, type Method, optionalText, readAs } from "./method.ts";

/** Numbers come as text from a form, as numbers from JSON. */
const lengthSchema = z
  .union([
    z.int(),
    z
      .string()
      .regex(/^\d{1,12}$/)
      .transform(Number),
  ])
  .pipe(z.int().positive().max(1_000_000_000));

const beginSchema = z.object({ filename: z.string().min(1).max(255), length: lengthSchema });

/** Where the bytes go is told by `uploadUrl`, which only the server knows. */
export function getUploadUrl(uploadUrl: (secret: string) => string): Method {
  return (args, { uploads }) => {
    const { filename, length } = readAs(beginSchema, args);
    const upload = uploads.begin({ name: basename(filename), size: length });
    return { upload_url: uploadUrl(upload.secret), file_id: upload.id };
  };
}

const completeSchema = z.object({
  files: z.preprocess(
    jsonOf,
    z.array(z.object({ id: z.string(), title: z.string().optional() })).min(1),
  ),
  channel_id: optionalText,
  thread_ts: optionalText,
});

export const completeUpload: Method = async (args, { store, uploads, workspace }) => {
  const call = readAs(completeSchema, args);
  // Without a channel the file stays with the app; nobody sees it.
  if (call.channel_id !== undefined) {
    checkChannel(call.channel_id, workspace);
    if (workspace.isArchived) throw new SlackRefusal("is_archived");
  }
  const threadTs = threadOf(call.thread_ts, store);
  const files: SharedFile[] = call.files.map(({ id, title }) => {
    const { name, size } = uploads.complete(id);
    return { id, name, title: title ?? name, size };
  });
  if (call.channel_id !== undefined) {
    await store.add({ text: "", blocks: [], threadTs, files });
  }
  return { files: files.map(({ id, title, name, size }) => ({ id, title, name, size })) };
};
