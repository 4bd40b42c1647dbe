import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import {
  BatchExecuteStatementCommand,
  type BatchExecuteStatementCommandInput,
  GetCommand,
  type NativeAttributeValue,
  PutCommand,
  QueryCommand,
  type ServiceInputTypes,
  type ServiceOutputTypes,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import type { TableClient, TableCommand } from "../../../../../adapters/dynamodb/dynamodb-table.ts";
import type { Item } from "./attribute-value.ts";
import { UnknownRequestError } from "./expression-reader.ts";
import type { MemoryDynamoDb } from "./memory-dynamodb.ts";

/** What the stores send. */
export type StoreCommand =
  | GetCommand
  | PutCommand
  | UpdateCommand
  | QueryCommand
  | BatchExecuteStatementCommand;

/** What carries the stores' commands out. */
export type Send = (command: StoreCommand) => Promise<ServiceOutputTypes>;

/** The client of a store whose commands go to `carryOut`, with nothing in between. */
export function documentClientOver(carryOut: Send): TableClient {
  function send<Input extends ServiceInputTypes, Output extends ServiceOutputTypes>(
    command: TableCommand<Input, Output>,
  ): Promise<Output>;
  async function send(command: object): Promise<ServiceOutputTypes> {
    if (isOfStore(command)) return await carryOut(command);
    throw new UnknownRequestError(`${command.constructor.name} is not known here.`);
  }
  return { send };
}

/** The client of a store over a DynamoDB of which every call goes well. */
export function memoryClientOf(dynamoDb: MemoryDynamoDb): TableClient {
  return documentClientOver(async (command) => performIn(dynamoDb, command));
}

function isOfStore(command: object): command is StoreCommand {
  return (
    command instanceof GetCommand ||
    command instanceof PutCommand ||
    command instanceof UpdateCommand ||
    command instanceof QueryCommand ||
    command instanceof BatchExecuteStatementCommand
  );
}

/** Carries a command out at once. */
export function performIn(dynamoDb: MemoryDynamoDb, command: StoreCommand): ServiceOutputTypes {
  return { $metadata: {}, ...native(answerTo(dynamoDb, command)) };
}

function answerTo(dynamoDb: MemoryDynamoDb, command: StoreCommand): Answer {
  if (command instanceof GetCommand) return dynamoDb.GetItem(wire(command.input));
  if (command instanceof PutCommand) return dynamoDb.PutItem(wire(command.input));
  if (command instanceof UpdateCommand) return dynamoDb.UpdateItem(wire(command.input));
  if (command instanceof QueryCommand) return dynamoDb.Query(wire(command.input));
  return dynamoDb.BatchExecuteStatement(wireStatements(command.input));
}

type NativeItem = Record<string, NativeAttributeValue>;
const IN_REQUESTS = ["Key", "Item", "ExclusiveStartKey", "ExpressionAttributeValues"] as const;
const IN_ANSWERS = ["Item", "Attributes", "LastEvaluatedKey"] as const;
type Asked = { readonly [Member in (typeof IN_REQUESTS)[number]]?: NativeItem | undefined };
type Answer = { readonly [Member in (typeof IN_ANSWERS)[number]]?: Item } & {
  readonly Items?: readonly Item[];
  readonly Responses?: readonly object[];
};

/** As the SDK does: fields that are undefined are not sent. */
function wire(input: Asked): object {
  const sent: Record<string, unknown> = { ...input };
  for (const member of IN_REQUESTS) {
    const values = input[member];
    if (values === undefined) delete sent[member];
    else sent[member] = marshall(values, { removeUndefinedValues: true });
  }
  return sent;
}

function wireStatements({ Statements = [], ...input }: BatchExecuteStatementCommandInput): object {
  return {
    ...input,
    Statements: Statements.map(({ Parameters = [], ...statement }) => ({
      ...statement,
      Parameters: marshall(Parameters),
    })),
  };
}

function native(answer: Answer): object {
  const told: Record<string, unknown> = { ...answer };
  for (const member of IN_ANSWERS) {
    const values = answer[member];
    if (values !== undefined) told[member] = nativeItem(values);
  }
  if (answer.Items !== undefined) told["Items"] = answer.Items.map(nativeItem);
  return told;
}

/** An item in values of JavaScript. */
export function nativeItem(item: Readonly<Record<string, AttributeValue>>): NativeItem {
  return unmarshall(item);
}
