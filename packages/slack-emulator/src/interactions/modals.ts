import { randomBytes } from "node:crypto";
import type { Clock } from "@paysheet/emulator-server/clock";
import { checkView, type ModalView } from "../block-kit/check-view.ts";
import { SlackRefusal } from "../slack-refusal.ts";
import { BOT, TEAM } from "../workspace.ts";

/** A modal that stands open before one person. */
export interface OpenModal {
  readonly id: string;
  readonly userId: string;
  readonly hash: string;
  readonly view: ModalView;
}

/** Who has which modal open; forgotten when this process ends. */
export interface Modals {
  of(userId: string): OpenModal | undefined;
  /** @throws {SlackRefusal} when the view is not one that Slack takes */
  open(userId: string, view: unknown): OpenModal;
  /** @throws {SlackRefusal} `not_found` */
  close(id: string): void;
  /** @throws {SlackRefusal} `not_found` */
  find(id: string): OpenModal;
  /** Called after each change. */
  onChange(listener: () => void): () => void;
}

export function createModals(clock: Clock): Modals {
  const byUser = new Map<string, OpenModal>();
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };

  function find(id: string): OpenModal {
    const modal = [...byUser.values()].find((candidate) => candidate.id === id);
    if (modal === undefined) throw new SlackRefusal("not_found");
    return modal;
  }

  return {
    of: (userId) => byUser.get(userId),
    open(userId, view) {
      const id = `V${randomBytes(5).toString("hex").toUpperCase()}`;
      const hash = `${Math.floor(clock.nowMs() / 1000)}.${randomBytes(4).toString("hex")}`;
      const modal = { id, userId, hash, view: withBlockIds(checkView(view)) };
      byUser.set(userId, modal);
      tell();
      return modal;
    },
    close(id) {
      byUser.delete(find(id).userId);
      tell();
    },
    find,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Values are told by the ids of their blocks: those without get one, as in Slack. */
function withBlockIds(view: ModalView): ModalView {
  const blocks = view.blocks.map((block, index) => ({ block_id: `b${index + 1}`, ...block }));
  return { ...view, blocks };
}

/** Values by block and action, as `view.state` has them. */
export type ViewValues = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A view as the app sees it. */
export function presentView({ id, hash, view }: OpenModal, values: ViewValues = {}) {
  return {
    id,
    team_id: TEAM.id,
    ...view,
    private_metadata: view.private_metadata ?? "",
    callback_id: view.callback_id ?? "",
    external_id: "",
    state: { values },
    hash,
    previous_view_id: null,
    root_view_id: id,
    app_id: BOT.appId,
    app_installed_team_id: TEAM.id,
    bot_id: BOT.botId,
  };
}
