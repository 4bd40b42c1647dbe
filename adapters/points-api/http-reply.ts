import type { Reply } from "../../connectors/connector.ts";
import { shownWords, wordsOfText } from "./answer-words.ts";
import { hidingSecrets } from "./hide-secrets.ts";
import type { AnswerBody } from "./read-body.ts";

/** An answer as it came, be it the API's own or somebody else's. */
export interface HttpReply extends Reply {
  /** Why it is no answer of a points API, if it is none: no connector gets to see it then. */
  readonly problem?: AnswerBody["problem"];
  /** How long it asks us to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** The text without what we proved ourselves by, where an answer repeats it. */
  readonly hide: (text: string) => string;
}

/** Where most APIs say why. */
const REASONS = ["detail", "message", "title"] as const;

/** The points API's own words, where its connector knows of none. */
export function wordsOf({ json, text }: Reply): string | undefined {
  if (json === undefined) return wordsOfText(text);
  if (typeof json === "string") return shownWords(json);
  if (typeof json !== "object" || json === null) return undefined;
  const said = new Map<string, unknown>(Object.entries(json));
  return REASONS.map((name) => said.get(name))
    .map((reason) => (typeof reason === "string" ? shownWords(reason) : undefined))
    .find((words) => words !== undefined);
}

/** Blots out the values of headers, and what they say after the name of a scheme. */
export function hiding(headers: Readonly<Record<string, string>>): (text: string) => string {
  let hide: ((text: string) => string) | undefined;
  return (text) => {
    // Most answers have no words.
    hide ??= hidingSecrets(Object.values(headers).flatMap(secretsIn));
    return hide(text);
  };
}

function secretsIn(header: string): readonly string[] {
  const [, scheme, value] = /^(\S+)\s+(.*)$/.exec(header) ?? [];
  if (scheme === undefined || value === undefined) return [header];
  if (scheme.toLowerCase() !== "basic") return [header, value];
  // Some APIs have the user for a secret, and no password.
  const [user = "", ...password] = Buffer.from(value, "base64").toString().split(":");
  return [header, value, user, password.join(":")];
}
