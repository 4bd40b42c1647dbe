import { GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { DailyQuota, RateClaim, RateStore } from "../../domain/distribution/rate-store.ts";
import { type DynamoDbTable, isWritten } from "./dynamodb-table.ts";
import { readStored } from "./stored-record.ts";
import { quotaKey, rateKey, TIME_TO_LIVE } from "./table.ts";

/** The attribute of one worker's claim. */
const CLAIM_PREFIX = "CLAIM#";
/** A late duplicate of an older write says nothing of now. */
const IS_NEWER = "attribute_not_exists(#claim) OR #claim.#beat <= :beat";
/** So many calls are left. */
const FITS = "attribute_not_exists(#used) OR #used <= :before";
const QUOTA_NAMES = { "#used": "used", "#changes": "changes" };
/** Nobody has reserved or given back since it was read. */
const AS_IT_WAS_READ = "#changes = :changes";
const NEVER_COUNTED = "attribute_not_exists(#changes)";
/** Others may take some between our read and our write; then we try again, this often. */
const MAX_TRIES = 4;
/** A day, told in whatever zone, is long over by then. */
const DAY_FORGOTTEN_AFTER_SECONDS = 4 * 86_400;

const claimSchema = z.object({
  worker: z.string(),
  payoutId: z.string(),
  shard: z.int().nonnegative(),
  fence: z.int().positive(),
  ratePerSecond: z.number().nonnegative(),
  limitPerSecond: z.number().positive(),
  beat: z.int().positive(),
  expiresAtMs: z.int().nonnegative(),
});
/** `changes`: how often anything was reserved or given back; earlier versions did not count that. */
const quotaSchema = z.object({ used: z.int().default(0), changes: z.int().optional() });
type UsedQuota = z.output<typeof quotaSchema>;

/**
 * One item for each points API, with an attribute for each worker's claim: one write tells what all
 * others have claimed. One item for each day of a quota.
 */
export function createDynamoDbRateStore({ client, tableName }: DynamoDbTable): RateStore {
  /** The claims that others were found to hold, by worker. */
  const known = new Map<string, readonly RateClaim[]>();

  async function add({ api, day, most }: DailyQuota, calls: number): Promise<boolean> {
    return await isWritten(
      client.send(
        new UpdateCommand({
          TableName: tableName,
          Key: quotaKey(api, day),
          UpdateExpression: "SET #forgetAt = :forgetAt ADD #used :calls, #changes :one",
          ConditionExpression: FITS,
          ExpressionAttributeNames: { ...QUOTA_NAMES, "#forgetAt": TIME_TO_LIVE },
          ExpressionAttributeValues: {
            ":calls": calls,
            ":one": 1,
            ":before": most - calls,
            ":forgetAt": Date.parse(day) / 1_000 + DAY_FORGOTTEN_AFTER_SECONDS,
          },
        }),
      ),
    );
  }

  async function read({ api, day }: DailyQuota): Promise<UsedQuota> {
    const Key = quotaKey(api, day);
    const { Item = {} } = await client.send(
      new GetCommand({ TableName: tableName, Key, ConsistentRead: true }),
    );
    return readStored(quotaSchema, Item, `quota of ${api} on ${day}`);
  }

  return {
    async claim(api, claim, expiredBeforeMs) {
      const { worker, beat } = claim;
      const gone = (known.get(api) ?? []).filter(
        (one) => one.worker !== worker && one.expiresAtMs < expiredBeforeMs,
      );
      const goneNames = gone.map((one, index) => [`#gone${index}`, nameOf(one.worker)] as const);
      const remove =
        goneNames.length === 0 ? "" : ` REMOVE ${goneNames.map(([name]) => name).join(", ")}`;
      const { Attributes = {} } = await client.send(
        new UpdateCommand({
          TableName: tableName,
          Key: rateKey(api),
          UpdateExpression: `SET #claim = :claim${remove}`,
          ConditionExpression: IS_NEWER,
          ExpressionAttributeNames: {
            ...Object.fromEntries(goneNames),
            "#claim": nameOf(worker),
            "#beat": "beat",
          },
          ExpressionAttributeValues: { ":claim": claim, ":beat": beat },
          ReturnValues: "ALL_NEW",
        }),
      );
      const claims = claimsIn(Attributes, api);
      known.set(api, claims);
      return claims.filter((one) => one.worker !== worker);
    },

    async claims(api) {
      const { Item = {} } = await client.send(
        new GetCommand({ TableName: tableName, Key: rateKey(api), ConsistentRead: true }),
      );
      return claimsIn(Item, api);
    },

    async release(api, worker) {
      await client.send(
        new UpdateCommand({
          TableName: tableName,
          Key: rateKey(api),
          UpdateExpression: "REMOVE #claim",
          ExpressionAttributeNames: { "#claim": nameOf(worker) },
        }),
      );
    },

    async reserve(quota, calls) {
      let wanted = calls;
      for (let tries = 1; wanted > 0 && tries <= MAX_TRIES; tries += 1) {
        if (await add(quota, wanted)) return wanted;
        wanted = Math.min(calls, quota.most - (await read(quota)).used);
      }
      return 0;
    },

    async giveBack(quota, calls) {
      const { changes } = await read(quota);
      // Sent again, it finds its own change, and gives nothing back that others would call for.
      await isWritten(
        client.send(
          new UpdateCommand({
            TableName: tableName,
            Key: quotaKey(quota.api, quota.day),
            UpdateExpression: "ADD #used :calls, #changes :one",
            ConditionExpression: changes === undefined ? NEVER_COUNTED : AS_IT_WAS_READ,
            ExpressionAttributeNames: QUOTA_NAMES,
            ExpressionAttributeValues: {
              ":calls": -calls,
              ":one": 1,
              ...(changes === undefined ? {} : { ":changes": changes }),
            },
          }),
        ),
      );
    },
  };
}

function nameOf(worker: string): string {
  return `${CLAIM_PREFIX}${worker}`;
}

function claimsIn(item: Readonly<Record<string, unknown>>, api: string): RateClaim[] {
  return Object.entries(item)
    .filter(([name]) => name.startsWith(CLAIM_PREFIX))
    .map(([, claim]) => readStored(claimSchema, claim, `claim on the rate of ${api}`));
}
