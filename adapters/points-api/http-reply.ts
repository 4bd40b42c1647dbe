import type { Reply } from "../../connectors/connector.ts";
import { shownWords, wordsOfText } from "./answer-words.ts";
import type { AnswerBody } from "./read-body.ts";
import { retryAfterOf } from "./retry-after.ts";

/** An answer as it came, be it the API's own or somebody else's. */
export interface HttpReply extends Reply {
  /** Why it is no answer of a points API, if it is none: no connector gets to see it then. */
  readonly problem?: AnswerBody["problem"];
  /** The text without what we proved ourselves by, where an answer repeats it. */
  readonly hide: (text: string) => string;
}

/** How long it asks us to wait, in milliseconds. */
export function retryAfterOfReply(reply: Reply, nowMs: number): number | undefined {
  return retryAfterOf(reply.header("retry-after"), nowMs);
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

/** Shorter ones may stand in an answer by chance. */
const SHORTEST_HIDDEN = 8;

/** Blots out the values of headers, and what they say after the name of a scheme. */
export function hiding(headers: Readonly<Record<string, string>>): (text: string) => string {
  const secrets = Object.values(headers)
    .flatMap((value) => [value, value.replace(/^\S+\s+/, "")])
    .filter((value) => value.length >= SHORTEST_HIDDEN);
  return (text) => secrets.reduce((shown, secret) => shown.replaceAll(secret, "…"), text);
}
