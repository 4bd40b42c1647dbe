import * as z from "zod";
import { cafe24Points } from "./cafe24-points.ts";
import type { Connector, Description, Words } from "./connector.ts";
import { http } from "./http/http.ts";
import { shopifyStoreCredit } from "./shopify-store-credit.ts";
import { smileIo } from "./smile-io.ts";
import { squareLoyalty } from "./square-loyalty.ts";
import { thirdwebEngine } from "./thirdweb-engine.ts";
import { tremendous } from "./tremendous.ts";

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
  [
    configured(http),
    configured(cafe24Points),
    configured(shopifyStoreCredit),
    configured(smileIo),
    configured(squareLoyalty),
    configured(thirdwebEngine),
    configured(tremendous),
  ],
  { error: ({ code }) => (code === "invalid_union" ? `must be one of ${names()}` : undefined) },
);
const CONNECTORS: readonly Pick<Connector<object>, "name" | "codes">[] = [
  http,
  cafe24Points,
  shopifyStoreCredit,
  smileIo,
  squareLoyalty,
  thirdwebEngine,
  tremendous,
];

export type PointsApiInput = z.input<typeof pointsApiSchema>;
export type PointsApiConfig = z.output<typeof pointsApiSchema>;

function names(): string {
  return CONNECTORS.map(({ name }) => `"${name}"`).join(", ");
}

/** Words for a code that a connector gave an answer; undefined for a code that is none of theirs. */
export function wordsOfCode(code: string): Words | undefined {
  return CONNECTORS.find(({ codes }) => Object.hasOwn(codes, code))?.codes[code];
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
