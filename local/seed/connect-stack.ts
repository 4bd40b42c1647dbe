import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { createDynamoDbPayoutStore } from "../../adapters/dynamodb/dynamodb-payout-store.ts";
import { documentClientOf } from "../../adapters/dynamodb/dynamodb-table.ts";
import {
  type AdminApiClient,
  createAdminApiClient,
  requestLocalToken,
} from "../../cli/admin-api-client.ts";
import type { PayoutStore } from "../../domain/payout/payout-store.ts";
import { type AboutStack, aboutStackSchema, LOCAL_STACK_PATH } from "../gateway/about-stack.ts";
import type { FaultRequest } from "../points-api/faults.ts";
import { ACCOUNT_ID, CREDENTIALS, FUNCTIONS, REGION, TABLE } from "../stack/account.ts";
import { executionOf } from "../stack/execution-of.ts";

/** A running local stack, as its people and its surroundings act on it. */
export interface SeedStack {
  readonly origin: string;
  readonly idempotency: AboutStack["idempotency"];
  readonly marketer: AdminApiClient;
  readonly approver: AdminApiClient;
  /** Where payouts are kept, for those of a time when nobody can act. */
  readonly payouts: PayoutStore;
  /** Replaces how the points API fails. */
  setFaults(faults: FaultRequest): Promise<void>;
  /** Tells the sweeper that the execution died which pays this payout now. */
  reportDeath(payoutId: string): Promise<void>;
  close(): void;
}

/** There is no stack that may be filled; the message says what to do. */
export class NoLocalStackError extends Error {
  override readonly name = "NoLocalStackError";
}

/** @throws {NoLocalStackError} when none answers at `origin`, or its points are real ones */
export async function connectToStack(origin: string): Promise<SeedStack> {
  const { pointsUrl, lambdaUrl, dynamoDbUrl, idempotency } = await askAbout(origin);
  if (pointsUrl === undefined) {
    throw new NoLocalStackError(
      `The stack at ${origin} pays by another points API, where users are real. Start it without POINTS_API_URL.`,
    );
  }
  const clientOf = async (user: string) =>
    createAdminApiClient({ baseUrl: origin, token: await requestLocalToken(origin, user) });
  const lambda = new LambdaClient({
    region: REGION,
    credentials: CREDENTIALS,
    endpoint: lambdaUrl,
  });
  const dynamoDb = new DynamoDBClient({
    region: REGION,
    credentials: CREDENTIALS,
    endpoint: dynamoDbUrl,
  });
  const table = { client: documentClientOf(dynamoDb), tableName: TABLE };
  return {
    origin,
    payouts: createDynamoDbPayoutStore(table),
    idempotency,
    marketer: await clientOf("marketer"),
    approver: await clientOf("approver"),
    async setFaults(faults) {
      const body = JSON.stringify(faults);
      const response = await fetch(new URL("/_faults", pointsUrl), { method: "PUT", body });
      if (!response.ok) throw new Error(await response.text());
    },
    async reportDeath(payoutId) {
      const { name } = await executionOf(lambda, payoutId);
      const functionArn = `arn:aws:lambda:${REGION}:${ACCOUNT_ID}:function:${FUNCTIONS.distribute}:1`;
      const detail = { durableExecutionName: name, functionArn, status: "FAILED" };
      const event = {
        source: "aws.lambda",
        "detail-type": "Durable Execution Status Change",
        detail,
      };
      const { FunctionError, Payload } = await lambda.send(
        new InvokeCommand({ FunctionName: FUNCTIONS.sweeper, Payload: JSON.stringify(event) }),
      );
      if (FunctionError !== undefined) throw new Error(Payload?.transformToString());
    },
    close() {
      lambda.destroy();
      dynamoDb.destroy();
    },
  };
}

async function askAbout(origin: string): Promise<AboutStack> {
  const response = await fetch(new URL(LOCAL_STACK_PATH, origin)).catch(() => undefined);
  const about = response?.ok ? aboutStackSchema.safeParse(await response.json()) : undefined;
  if (about?.success) return about.data;
  const found = response === undefined ? "Nothing answers" : "There is no local stack";
  throw new NoLocalStackError(
    `${found} at ${origin}. Start one with npm run dev or npm start; where PORT names another port for it, name it here too.`,
  );
}
