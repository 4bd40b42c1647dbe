import { expect, it } from "vitest";
import * as z from "zod";
import { tableDefinition } from "../../adapters/dynamodb/table.ts";
import { synthStage, theResource } from "./synth-stage.ts";

const indexSchema = z.object({
  IndexName: z.string(),
  KeySchema: z.unknown(),
  Projection: z.unknown(),
});
const tableSchema = z.object({
  KeySchema: z.unknown(),
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.string() })),
  GlobalSecondaryIndexes: z.array(indexSchema),
});

it("deploys the very table that the stores were tested on", () => {
  const { data } = synthStage();
  const deployed = theResource(data, "AWS::DynamoDB::GlobalTable").Properties;
  expect(ordered(deployed)).toEqual(ordered(tableDefinition("any")));
});

function ordered(table: unknown) {
  const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes } = tableSchema.parse(table);
  const byName = (a: { AttributeName: string }, b: { AttributeName: string }) =>
    a.AttributeName.localeCompare(b.AttributeName);
  return {
    KeySchema,
    AttributeDefinitions: AttributeDefinitions.toSorted(byName),
    GlobalSecondaryIndexes: GlobalSecondaryIndexes.toSorted((a, b) =>
      a.IndexName.localeCompare(b.IndexName),
    ),
  };
}
