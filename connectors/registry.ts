import * as z from "zod";
import type { Description, Words } from "./connector.ts";
import { http } from "./http/http.ts";

/** What is known here of a {@link Connector}, whose options are its own. */
interface Registered<Options extends z.ZodType> {
  readonly options: Options;
  describe(options: z.output<Options>): Description;
}

/** What a stage says of its points API, checked, and what follows from that. */
function configured<Options extends z.ZodType>(connector: Registered<Options>) {
  return connector.options.transform((options) => ({
    /** As they are handed to where calls are made. */
    options,
    description: connector.describe(options),
  }));
}

/** `pointsApi` of a stage: the options of the connector that it names, `http` where it names none. */
export const pointsApiSchema = z.discriminatedUnion(
  "connector",
  // One line for each connector, here and below.
  [configured(http)],
  { error: ({ code }) => (code === "invalid_union" ? `must be one of ${names()}` : undefined) },
);
const CONNECTORS = [http];

export type PointsApiInput = z.input<typeof pointsApiSchema>;
export type PointsApiConfig = z.output<typeof pointsApiSchema>;

function names(): string {
  return CONNECTORS.map(({ name }) => `"${name}"`).join(", ");
}

/** Words for a code that a connector gave an answer; undefined for a code that is none of theirs. */
export function wordsOfCode(code: string): Words | undefined {
  const owner = CONNECTORS.find(({ codes }) => Object.hasOwn(codes, code));
  return owner && new Map<string, Words>(Object.entries(owner.codes)).get(code);
}

/**
 * Parses `pointsApi` as it stands in an environment variable.
 * @throws {Error} naming every field that is wrong
 */
export function parsePointsApi(json: string): PointsApiConfig {
  let raw: unknown;
  try {
    raw = JSON.parse(json);
  } catch (cause) {
    throw new Error("The points API configuration is not JSON.", { cause });
  }
  const parsed = pointsApiSchema.safeParse(raw);
  if (parsed.success) return parsed.data;
  throw new Error(`The points API configuration is wrong:\n${z.prettifyError(parsed.error)}`);
}
