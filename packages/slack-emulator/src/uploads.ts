import { randomBytes } from "node:crypto";
import type { ChannelStore } from "./channel-store.ts";
import { SlackRefusal } from "./slack-refusal.ts";

export interface PendingUpload {
  readonly id: string;
  readonly name: string;
  /** As promised when the address was asked for. */
  readonly size: number;
  /** Unguessable part of the address that takes the bytes. */
  readonly secret: string;
  readonly isReceived: boolean;
}

/** Files that are asked for or received, but not shared yet. Forgotten when the process ends. */
export interface PendingUploads {
  begin(file: { readonly name: string; readonly size: number }): PendingUpload;
  /** @throws {SlackRefusal} when nothing of that size was to come under that secret */
  receive(secret: string, content: Uint8Array): Promise<PendingUpload>;
  /** The received file, which is pending no longer. @throws {SlackRefusal} */
  complete(id: string): PendingUpload;
}

export function createPendingUploads(store: Pick<ChannelStore, "writeFile">): PendingUploads {
  const uploads = new Map<string, PendingUpload>();
  return {
    begin({ name, size }) {
      const id = `F${randomBytes(5).toString("hex").toUpperCase()}`;
      const secret = randomBytes(24).toString("base64url");
      const upload = { id, name, size, secret, isReceived: false };
      uploads.set(id, upload);
      return upload;
    },
    async receive(secret, content) {
      const upload = [...uploads.values()].find((candidate) => candidate.secret === secret);
      if (upload === undefined) throw new SlackRefusal("file_not_found");
      if (content.length !== upload.size) throw new SlackRefusal("invalid_length");
      await store.writeFile(upload.id, content);
      uploads.set(upload.id, { ...upload, isReceived: true });
      return upload;
    },
    complete(id) {
      const upload = uploads.get(id);
      if (upload?.isReceived !== true) throw new SlackRefusal("file_not_found");
      uploads.delete(id);
      return upload;
    },
  };
}
