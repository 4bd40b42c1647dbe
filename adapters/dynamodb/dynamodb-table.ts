import { ConditionalCheckFailedException, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  type $Command,
  DynamoDBDocumentClient,
  type DynamoDBDocumentClientResolvedConfig,
  type ServiceInputTypes,
  type ServiceOutputTypes,
} from "@aws-sdk/lib-dynamodb";

export type TableCommand<
  Input extends ServiceInputTypes,
  Output extends ServiceOutputTypes,
> = $Command<
  Input,
  Output,
  DynamoDBDocumentClientResolvedConfig,
  ServiceInputTypes,
  ServiceOutputTypes
>;

/** What the stores use of a document client. */
export interface TableClient {
  send<Input extends ServiceInputTypes, Output extends ServiceOutputTypes>(
    command: TableCommand<Input, Output>,
  ): Promise<Output>;
}

/** A table and the client that reaches it. */
export interface DynamoDbTable {
  readonly client: TableClient;
  readonly tableName: string;
}

/** The document client as the stores expect it: fields that are undefined are not written. */
export function documentClientOf(client: DynamoDBClient): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}

/**
 * Whether a conditional write happened as far as its last answer says. False may also mean that the
 * SDK sent it twice, the first answer was lost and the second attempt met its own write: a caller
 * that needs to know reads the item.
 */
export async function isWritten(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
