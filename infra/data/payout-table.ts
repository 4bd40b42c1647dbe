import { RemovalPolicy } from "aws-cdk-lib";
import {
  type Attribute,
  AttributeType,
  Billing,
  ProjectionType,
  TableEncryptionV2,
  TableV2,
} from "aws-cdk-lib/aws-dynamodb";
import { type IGrantable, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import { INDEXES, PRIMARY_KEY, TIME_TO_LIVE } from "../../adapters/dynamodb/table.ts";

export type TableUse =
  | "GetItem"
  | "PutItem"
  | "UpdateItem"
  | "Query"
  // Whether it is the table that its ledger was written in.
  | "DescribeTable"
  // What a statement of a batch is allowed by.
  | "PartiQLInsert"
  | "PartiQLUpdate";
export type IndexName = keyof typeof INDEXES;

/** The one table: paid on demand, restorable to any second, and safe from deletion. */
export class PayoutTable extends TableV2 {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      partitionKey: text(PRIMARY_KEY.partition),
      sortKey: text(PRIMARY_KEY.sort),
      globalSecondaryIndexes: Object.values(INDEXES).map((index) => ({
        indexName: index.name,
        partitionKey: text(index.partition),
        sortKey: text(index.sort),
        ...projectionOf(index),
      })),
      timeToLiveAttribute: TIME_TO_LIVE,
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.dynamoOwnedKey(),
      deletionProtection: true,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      // Without a name it is in nobody's way, and what is protected could not be taken away again.
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  /** Allows exactly these calls on the table and its items, and queries of these indexes. */
  allow(
    grantee: IGrantable,
    use: { readonly items?: readonly TableUse[]; readonly indexes?: readonly IndexName[] },
  ): void {
    const { grantPrincipal } = grantee;
    const { items = [], indexes = [] } = use;
    if (items.length > 0) {
      grantPrincipal.addToPrincipalPolicy(
        new PolicyStatement({
          actions: items.map((action) => `dynamodb:${action}`),
          resources: [this.tableArn],
        }),
      );
    }
    if (indexes.length > 0) {
      grantPrincipal.addToPrincipalPolicy(
        new PolicyStatement({
          actions: ["dynamodb:Query"],
          resources: indexes.map((index) => `${this.tableArn}/index/${INDEXES[index].name}`),
        }),
      );
    }
  }
}

function projectionOf({ include }: (typeof INDEXES)[IndexName]) {
  if (include === undefined) return { projectionType: ProjectionType.ALL };
  return include.length === 0
    ? { projectionType: ProjectionType.KEYS_ONLY }
    : { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...include] };
}

function text(name: string): Attribute {
  return { name, type: AttributeType.STRING };
}
