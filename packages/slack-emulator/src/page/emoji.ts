import { createRequire } from "node:module";
import * as z from "zod";

const require = createRequire(import.meta.url);

/** Of an emoji: its names in Slack, and its characters in hex with hyphens between them. */
const dataSchema = z.array(z.object({ short_names: z.array(z.string()), unified: z.string() }));

let known: ReadonlyMap<string, string> | undefined;

/** The emoji that Slack shows for a name without its colons; undefined when it has none. */
export function emojiOf(name: string): string | undefined {
  known ??= readEmoji();
  return known.get(name);
}

export function withEmoji(text: string): string {
  return text.replace(/:([a-z0-9_+-]+):/g, (code, name: string) => emojiOf(name) ?? code);
}

/** The data is the one that Slack itself is made with; read when a first message has a name. */
function readEmoji(): ReadonlyMap<string, string> {
  const data = dataSchema.parse(require("emoji-datasource"));
  return new Map(
    data.flatMap(({ short_names, unified }) => {
      const points = unified.split("-").map((hex) => Number.parseInt(hex, 16));
      const emoji = String.fromCodePoint(...points);
      return short_names.map((name): [string, string] => [name, emoji]);
    }),
  );
}
