import { GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { personSchema, type Role, roleSchema } from "../../domain/payout/person.ts";
import type { DynamoDbTable } from "./dynamodb-table.ts";
import { readStored } from "./stored-record.ts";
import { SETUP_KEY } from "./table.ts";

/** A smoke test that passed. */
const smokeTestSchema = z.object({
  /** The deployment that it proved. */
  deployment: z.string().min(1),
  payoutId: z.string().min(1),
  passedAt: z.iso.datetime(),
  by: personSchema,
});
export type SmokeTest = z.infer<typeof smokeTestSchema>;

/** Which steps of an installation's setup are known to be done. */
export interface SetupStore {
  get(): Promise<{
    /** The last that passed. */
    readonly smokeTest: SmokeTest | undefined;
    /** Roles of those who have signed in at any time. */
    readonly seenRoles: readonly Role[];
  }>;
  /** Keeps it in place of the one before. */
  recordSmokeTest(test: SmokeTest): Promise<void>;
  /** Keeps that somebody with these roles has signed in. */
  noteRoles(roles: readonly Role[]): Promise<void>;
}

const storedSchema = z.object({
  smokeTest: smokeTestSchema.optional(),
  seenRoles: z.set(roleSchema).default(new Set()),
});

/** One item. */
export function createDynamoDbSetupStore({ client, tableName }: DynamoDbTable): SetupStore {
  return {
    async get() {
      const { Item } = await client.send(
        new GetCommand({ TableName: tableName, Key: SETUP_KEY, ConsistentRead: true }),
      );
      const { smokeTest, seenRoles } = readStored(storedSchema, Item ?? {}, "setup");
      return { smokeTest, seenRoles: [...seenRoles] };
    },

    async recordSmokeTest(smokeTest) {
      await client.send(
        new UpdateCommand({
          TableName: tableName,
          Key: SETUP_KEY,
          UpdateExpression: "SET smokeTest = :smokeTest",
          ExpressionAttributeValues: { ":smokeTest": smokeTest },
        }),
      );
    },

    async noteRoles(roles) {
      await client.send(
        new UpdateCommand({
          TableName: tableName,
          Key: SETUP_KEY,
          UpdateExpression: "ADD seenRoles :roles",
          ExpressionAttributeValues: { ":roles": new Set(roles) },
        }),
      );
    },
  };
}
