import type { CreateTableCommandInput, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

const keyOf = (partition: string, sort: string) => [
  { AttributeName: partition, KeyType: "HASH" as const },
  { AttributeName: sort, KeyType: "RANGE" as const },
];

/** A table of items by `pk` and `sk`, of which an index copies the `payout`. */
export function tableNamed(TableName: string): CreateTableCommandInput {
  return {
    TableName,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: ["pk", "sk", "listPk", "timeSk"].map((AttributeName) => ({
      AttributeName,
      AttributeType: "S",
    })),
    KeySchema: keyOf("pk", "sk"),
    GlobalSecondaryIndexes: [
      {
        IndexName: "byTime",
        KeySchema: keyOf("listPk", "timeSk"),
        Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["payout"] },
      },
    ],
  };
}

export function documentClientOf(client: DynamoDBClient): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}
