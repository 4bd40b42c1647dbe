import * as z from "zod";
import { itemSchema } from "./attribute-value.ts";

const expressions = {
  ExpressionAttributeNames: z.record(z.string(), z.string()).default({}),
  ExpressionAttributeValues: itemSchema.default({}),
};
const conditional = {
  TableName: z.string(),
  ConditionExpression: z.string().optional(),
  ...expressions,
};

/** The requests that the emulator knows, member by member: any other member is refused. */
export const getSchema = z.strictObject({
  TableName: z.string(),
  Key: itemSchema,
  ConsistentRead: z.boolean().optional(),
  ProjectionExpression: z.string().optional(),
  ...expressions,
});

export const putSchema = z.strictObject({ Item: itemSchema, ...conditional });

export const updateSchema = z.strictObject({
  Key: itemSchema,
  UpdateExpression: z.string(),
  ReturnValues: z.literal("ALL_NEW").optional(),
  ...conditional,
});

export const querySchema = z.strictObject({
  TableName: z.string(),
  IndexName: z.string().optional(),
  KeyConditionExpression: z.string(),
  FilterExpression: z.string().optional(),
  ProjectionExpression: z.string().optional(),
  ConsistentRead: z.boolean().optional(),
  ScanIndexForward: z.boolean().default(true),
  Limit: z.int().positive().optional(),
  ExclusiveStartKey: itemSchema.optional(),
  ...expressions,
});
