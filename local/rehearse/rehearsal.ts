import { join } from "node:path";
import * as z from "zod";
import type { StagePointsApi } from "../../config/points-apis.ts";
import type { Description } from "../../connectors/connector.ts";
import { startLocalPointsApi } from "../points-api/start-local-points-api.ts";
import type { StackPointsApi } from "../stack/stack-points-api.ts";
import type { StackSettings } from "../stack/stack-settings.ts";
import { assertFitsLocalPointsApi, atAddress } from "./local-points-api.ts";
import type { RehearsedStage } from "./read-stage.ts";
import { isShipped, startFake } from "./start-fake.ts";

/** People at home do not wait for as long as a stage may ask. */
const MIN_LEAD_TIME_MS = 1_000;

/**
 * The local stack with a stage's connectors, policy and language. What stands in for its points APIs is
 * on this machine, but for those whose secret the environment holds: these are called as they are.
 * @throws {Error} naming the variable whose secret is none
 */
export function rehearse(
  settings: StackSettings,
  { name, config }: RehearsedStage,
  environment: NodeJS.ProcessEnv,
): StackSettings {
  const secrets = config.pointsApis.map((pointsApi, index) =>
    readSecret(variableOf(pointsApi, index), environment),
  );
  return {
    ...settings,
    // Payouts of one stage mean nothing to another.
    dataDir: join(settings.dataDir, `stage-${name}`),
    language: config.language,
    policy: { ...config.policy, minLeadTimeMs: MIN_LEAD_TIME_MS },
    // As long as the stage's own calls need.
    distribute: { timeoutMs: settings.distribute.timeoutMs },
    openPointsApis: async (stack) => {
      await using opened = new AsyncDisposableStack();
      const all: StackPointsApi[] = [];
      for (const [index, pointsApi] of config.pointsApis.entries()) {
        const secret = secrets[index];
        const isDefault = index === 0;
        const place = {
          whose: `The points API of stage “${name}”${isDefault ? "" : `, “${pointsApi.named?.name}”,`}`,
          dataDir: join(stack.dataDir, isDefault ? "points" : `points-${pointsApi.named?.name}`),
          port: isDefault ? stack.pointsPort : 0,
          sandbox: `Set ${variableOf(pointsApi, index)} to call the address that the stage names, a sandbox, with its credentials.`,
        };
        const one =
          secret === undefined ? await openStandIn(pointsApi, place) : asItIs(pointsApi, secret);
        opened.defer(one.close);
        all.push(one);
      }
      opened.move();
      return all;
    },
  };
}

interface Place {
  readonly whose: string;
  readonly dataDir: string;
  readonly port: number;
  /** How its own sandbox is called instead. */
  readonly sandbox: string;
}

/** `POINTS_API_SECRET`, or `POINTS_API_SECRET_STORE_CREDIT` of one that is not the default. */
function variableOf({ named }: StagePointsApi, index: number): string {
  const suffix = named?.name.toUpperCase().replaceAll("-", "_");
  return index === 0 || suffix === undefined ? "POINTS_API_SECRET" : `POINTS_API_SECRET_${suffix}`;
}

const secretSchema = z.record(z.string(), z.unknown());

function readSecret(variable: string, environment: NodeJS.ProcessEnv): object | undefined {
  const json = environment[variable];
  if (json === undefined) return undefined;
  try {
    return secretSchema.parse(JSON.parse(json));
  } catch (cause) {
    throw new Error(`${variable} has to be a JSON object, as the secret's content is.`, { cause });
  }
}

function toldOf({ named, approvalAbovePoints, description }: StagePointsApi) {
  const { ratePerSecond } = description.limits;
  return {
    ratePerSecond,
    named: named && {
      ...{ ...named, ratePerSecond, approvalAbovePoints },
      ...(description.reverse === undefined ? {} : { takesBack: true as const }),
    },
  };
}

function asItIs(pointsApi: StagePointsApi, secret: object): StackPointsApi {
  const { options, description } = pointsApi;
  const note = "not a stand-in: what is paid there is paid";
  return {
    ...toldOf(pointsApi),
    options,
    description,
    secret,
    url: addressOf(pointsApi),
    isLocal: false,
    note,
    close: async () => undefined,
  };
}

function addressOf({ options, entry }: StagePointsApi): string {
  const { connector, url, baseUrl } = addressesSchema.parse(options);
  const address = url ?? baseUrl;
  if (address === undefined) return entry ?? connector ?? "http";
  return new URL(address.replaceAll(/\{\{.*?\}\}/g, "x")).origin;
}

const addressesSchema = z.object({
  connector: z.string().optional(),
  url: z.string().optional(),
  baseUrl: z.string().optional(),
});

async function openStandIn(pointsApi: StagePointsApi, place: Place): Promise<StackPointsApi> {
  if (pointsApi.entry === undefined && isShipped(pointsApi.options)) {
    const { options, describe } = pointsApi;
    const { baseUrl, secret, close } = await startFake(pointsApi.options);
    const note = `a fake of ${options.connector}, which forgets all when it stops`;
    const there = { ...options, baseUrl };
    return {
      ...toldOf(pointsApi),
      options: there,
      description: describe(there),
      secret,
      url: baseUrl,
      isLocal: false,
      note,
      close,
    };
  }
  const { options, note } = withoutTokens(pointsApi);
  const secret = secretFor(pointsApi.description);
  const optionsAt = (url: string) => secretSchema.parse(atAddress(options, url));
  const describeAt = (url: string) => pointsApi.describe(optionsAt(url));
  assertHasAddress(pointsApi, place);
  await assertFitsLocalPointsApi(place.whose, describeAt, secret).catch((cause: unknown) => {
    throw new Error(`${cause instanceof Error ? cause.message : cause}\n${place.sandbox}`, {
      cause,
    });
  });
  const { url, close } = await startLocalPointsApi(place);
  return {
    ...toldOf(pointsApi),
    options: optionsAt(url),
    description: describeAt(url),
    secret,
    url,
    isLocal: true,
    note,
    close,
  };
}

/**
 * What is called by an address that stands in no option would be called for real.
 * @throws {Error} where nothing on this machine can take its place
 */
function assertHasAddress({ options }: StagePointsApi, { whose, sandbox }: Place): void {
  const { connector, url, baseUrl } = addressesSchema.parse(options);
  if (url !== undefined || baseUrl !== undefined) return;
  throw new Error(
    `${whose} is called by “${connector}”, whose options have no url or baseUrl: ` +
      `nothing on this machine can take its place.\n${sandbox}`,
  );
}

/** Nobody on this machine issues tokens, and the points API on it asks for none. */
function withoutTokens(pointsApi: StagePointsApi): {
  readonly options: object;
  readonly note?: string;
} {
  const { options, entry } = pointsApi;
  if (entry !== undefined || !("auth" in options)) return { options };
  const { kind } = options.auth;
  if (kind !== "client_credentials" && kind !== "refresh_token") return { options };
  const note = `without its credentials: nobody issues tokens here (${kind})`;
  return { options: { ...options, auth: { kind: "none" } }, note };
}

/** Any content will do, as the points API on this machine asks for none. */
function secretFor({ credentials }: Description): object {
  const fields = credentials.kind === "secret" ? credentials.fields : [];
  return Object.fromEntries(fields.map((field) => [field, "local"]));
}
