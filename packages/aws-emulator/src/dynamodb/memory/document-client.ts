import {
  type AttributeValue,
  DescribeTableCommand,
  type DescribeTableCommandOutput,
} from "@aws-sdk/client-dynamodb";
import {
  type $Command,
  BatchExecuteStatementCommand,
  type BatchExecuteStatementCommandInput,
  type DynamoDBDocumentClientResolvedConfig,
  GetCommand,
  type NativeAttributeValue,
  PutCommand,
  QueryCommand,
  type ServiceInputTypes,
  type ServiceOutputTypes,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import type { Item } from "./attribute-value.ts";
import type { MemoryDynamoDb } from "./memory-dynamodb.ts";
import { UnknownRequestError } from "./unknown-request-error.ts";

/** What the SDK's document client is to those who only send. */
export interface DocumentClient {
  send<Input extends ServiceInputTypes, Output extends ServiceOutputTypes>(
    command: DocumentCommand<Input, Output>,
  ): Promise<Output>;
}

type DocumentCommand<Input extends ServiceInputTypes, Output extends ServiceOutputTypes> = $Command<
  Input,
  Output,
  DynamoDBDocumentClientResolvedConfig,
  ServiceInputTypes,
  ServiceOutputTypes
>;

/** The commands that are known here. */
export type KnownCommand =
  | GetCommand
  | PutCommand
  | UpdateCommand
  | QueryCommand
  | BatchExecuteStatementCommand;

/** What carries commands out. */
export type Send = (command: KnownCommand) => Promise<ServiceOutputTypes>;

/** What tells of tables, which is no command of the document client's own. */
export type Describe = (command: DescribeTableCommand) => DescribeTableCommandOutput;

/** A client whose commands go to `carryOut`, with nothing in between. */
export function documentClientOver(carryOut: Send, describe?: Describe): DocumentClient {
  function send<Input extends ServiceInputTypes, Output extends ServiceOutputTypes>(
    command: DocumentCommand<Input, Output>,
  ): Promise<Output>;
  async function send(command: object): Promise<ServiceOutputTypes> {
    if (isKnown(command)) return await carryOut(command);
    if (command instanceof DescribeTableCommand && describe !== undefined) return describe(command);
    throw new UnknownRequestError(`${command.constructor.name} is not known here.`);
  }
  return { send };
}

/** A client of which every call goes well. */
export function memoryClientOf(dynamoDb: MemoryDynamoDb): DocumentClient {
  return documentClientOver(
    async (command) => performIn(dynamoDb, command),
    (command) => describeIn(dynamoDb, command),
  );
}

/** Tells of a table as the SDK does. */
export function describeIn(
  dynamoDb: MemoryDynamoDb,
  { input }: DescribeTableCommand,
): DescribeTableCommandOutput {
  const { CreationDateTime, ...table } = dynamoDb.DescribeTable(input).Table;
  const createdAt = new Date(CreationDateTime * 1_000);
  return { $metadata: {}, Table: { ...table, CreationDateTime: createdAt } };
}

function isKnown(command: object): command is KnownCommand {
  return (
    command instanceof GetCommand ||
    command instanceof PutCommand ||
    command instanceof UpdateCommand ||
    command instanceof QueryCommand ||
    command instanceof BatchExecuteStatementCommand
  );
}

/** Carries a command out at once. */
export function performIn(dynamoDb: MemoryDynamoDb, command: KnownCommand): ServiceOutputTypes {
  return { $metadata: {}, ...native(answerTo(dynamoDb, command)) };
}

function answerTo(dynamoDb: MemoryDynamoDb, command: KnownCommand): Answer {
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
