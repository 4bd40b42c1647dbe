import * as z from "zod";
import { ownConnectors } from "#own-connectors";
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

/** Whether a connector of that name ships. */
export function isShipped(name: string): boolean {
  return CONNECTORS.some((connector) => connector.name === name);
}

function names(): string {
  return CONNECTORS.map(({ name }) => `"${name}"`).join(", ");
}

/** Words for a code that a connector gave an answer; undefined for a code that is none of theirs. */
export function wordsOfCode(code: string): Words | undefined {
  const all = [...CONNECTORS, ...ownConnectors];
  return all.find(({ codes }) => Object.hasOwn(codes, code))?.codes[code];
}

const namingSchema = z.object({ connector: z.string() });

/** Options of a connector, whichever it is, and what follows from them. */
export interface DescribedPointsApi {
  readonly options: { readonly connector?: string | undefined };
  readonly description: Description;
}

/**
 * Parses the options of a connector as they stand in an environment variable: one that ships, or one of
 * the company's own.
 * @throws {Error} naming every field that is wrong
 */
export function parsePointsApi(json: string): DescribedPointsApi {
  let raw: unknown;
  try {
    raw = JSON.parse(json);
  } catch (cause) {
    throw new Error("The points API configuration is not JSON.", { cause });
  }
  const name = namingSchema.safeParse(raw).data?.connector;
  const own = ownConnectors.find((connector) => connector.name === name);
  if (own === undefined) return accepted(pointsApiSchema.safeParse(raw));
  const options = accepted(own.options.safeParse(raw));
  return { options, description: own.describe(options) };
}

function accepted<T>(parsed: z.ZodSafeParseResult<T>): T {
  if (parsed.success) return parsed.data;
  throw new Error(`The points API configuration is wrong:\n${z.prettifyError(parsed.error)}`);
}
