import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import {
  BatchExecuteStatementCommand,
  type BatchExecuteStatementCommandOutput,
  GetCommand,
  PutCommand,
  QueryCommand,
  type ServiceOutputTypes,
} from "@aws-sdk/lib-dynamodb";
import { createMemoryDynamoDb } from "@paysheet/aws-emulator/memory-dynamodb";
import {
  documentClientOver,
  type KnownCommand,
  memoryClientOf,
  nativeItem,
  performIn,
} from "@paysheet/aws-emulator/memory-dynamodb/document-client";
import { UnknownRequestError } from "@paysheet/aws-emulator/memory-dynamodb/unknown-request-error";
import * as z from "zod";
import type { DynamoDbTable, TableClient } from "../../adapters/dynamodb/dynamodb-table.ts";
import { tableDefinition } from "../../adapters/dynamodb/table.ts";
import type { Lease } from "../../domain/distribution/lease.ts";
import type { Setup } from "./setup.ts";
import { ServiceError, type SimProcess } from "./sim-process.ts";

const TABLE = "paysheet";

/** Who writes, as the invariants wants to know it. */
export interface Writer {
  readonly process: SimProcess;
  /** The fence under which it records an outcome by itself, if that is what it does. */
  readonly settlesUnder?: number;
  /** The lease that it prolongs or gives up. */
  readonly lease?: Lease;
  /** What its clock said when it asked for a lease. */
  readonly askedAtMs?: number;
}

export interface Change {
  readonly after: Readonly<Record<string, unknown>>;
  /** Undefined before anything happens. */
  readonly writer: Writer | undefined;
}

export interface WorldTable {
  /** Told of each write at the very moment it happens, of items whose partition begins so. */
  onChange(partitionPrefix: string, tell: (change: Change) => void): void;
  /** As a process reaches it, over calls that may go wrong. */
  tableOf(writer: Writer): DynamoDbTable;
  /** Remembers what it holds; called, the result brings that back. */
  backUp(): () => void;
  /** As nobody reaches it: every call goes well. */
  readonly table: DynamoDbTable;
}

/**
 * The table that the stores of `adapters/dynamodb` write and read, over a client that asks again as
 * the SDK does: an answer that was lost makes the second attempt meet its own write, and what was
 * late lands beside it.
 */
export function createWorldTable(setup: Setup): WorldTable {
  const { plan, timeline, random, faults, trace, invariants } = setup;
  const listeners: { readonly prefix: string; readonly tell: (change: Change) => void }[] = [];
  let writer: Writer | undefined;

  function changed(after: Readonly<Record<string, AttributeValue>>): void {
    const partition = after["pk"]?.S ?? "";
    const told = listeners.filter(({ prefix }) => partition.startsWith(prefix));
    if (told.length === 0) return;
    const change = { after: nativeItem(after), writer };
    for (const { tell } of told) tell(change);
  }
  const dynamoDb = createMemoryDynamoDb({
    onChange: (_, after) => changed(after),
    replicate(caughtUp) {
      if (faults.chance("replicaLags")) timeline.after(random.spread(10, 5_000), caughtUp);
      else caughtUp();
    },
  });
  dynamoDb.CreateTable(tableDefinition(TABLE));

  /** At the moment the request lands. */
  function carryOut(command: KnownCommand, by: Writer): ServiceOutputTypes {
    writer = by;
    try {
      return command instanceof BatchExecuteStatementCommand
        ? executeSome(command)
        : performChecked(command);
    } catch (error) {
      if (error instanceof UnknownRequestError || error instanceof z.ZodError) {
        invariants.violate("the table knows every request", String(error));
      }
      throw error;
    } finally {
      writer = undefined;
    }
  }

  /** Whatever is no list is read as it was last written. */
  function performChecked(command: KnownCommand): ServiceOutputTypes {
    const answer = performIn(dynamoDb, command);
    const certain = plan.rates.replicaLags === 0 ? undefined : consistentOf(command);
    if (certain === undefined) return answer;
    if (JSON.stringify(answer) !== JSON.stringify(performIn(dynamoDb, certain))) {
      invariants.violate("only lists are of the past", describe(command));
    }
    return answer;
  }

  /** Of a batch, statements may be throttled one by one. */
  function executeSome({ input }: BatchExecuteStatementCommand): ServiceOutputTypes {
    const { Statements = [] } = input;
    const isThrottled = Statements.map(() => faults.chance("statementThrottled"));
    const taken = Statements.filter((_, index) => isThrottled[index] === false);
    const { Responses: answers = [] }: Partial<BatchExecuteStatementCommandOutput> =
      taken.length === 0
        ? {}
        : performIn(dynamoDb, new BatchExecuteStatementCommand({ Statements: taken }));
    const left = [...answers];
    const Responses = isThrottled.map((isNotTaken) =>
      isNotTaken ? { Error: { Code: "ThrottlingError" as const } } : (left.shift() ?? {}),
    );
    return { $metadata: {}, Responses };
  }

  function clientOf(by: Writer): TableClient {
    return documentClientOver(async (command) => {
      const isAskedAgain = isTwice() && random.chance(0.5);
      // The answer to the first was lost; the second meets what it wrote.
      if (isAskedAgain) await ask(command, by);
      return await ask(command, by);
    });
  }

  const isTwice = (): boolean => faults.chance("requestTwice");

  /** As the SDK does: again where no answer came. */
  async function ask(command: KnownCommand, by: Writer): Promise<ServiceOutputTypes> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await by.process.call(describe(command), () => {
          if (isTwice()) timeline.after(random.spread(5, 30_000), () => again(command, by));
          return carryOut(command, by);
        });
      } catch (error) {
        if (!(error instanceof ServiceError) || attempt >= plan.sdkAttempts) throw error;
      }
    }
  }

  /** A duplicate of a request that was answered; nobody waits for what becomes of it. */
  function again(command: KnownCommand, by: Writer): void {
    let outcome = "ok";
    if (invariants.isRestored(by.process.bornAtMs)) return;
    try {
      carryOut(command, by);
    } catch (error) {
      outcome = String(error);
    }
    trace.add(timeline.nowMs(), "a duplicate", describe(command), outcome);
  }

  return {
    onChange: (prefix, tell) => listeners.push({ prefix, tell }),
    backUp: dynamoDb.backUp,
    tableOf: (by) => ({ client: clientOf(by), tableName: TABLE }),
    table: { client: memoryClientOf(dynamoDb), tableName: TABLE },
  };
}

/** The same read, of what was last written; undefined when it is that, a list, or no read. */
function consistentOf(command: KnownCommand): KnownCommand | undefined {
  const isRead = command instanceof GetCommand || command instanceof QueryCommand;
  if (!isRead || command.input.ConsistentRead === true) return undefined;
  if (command instanceof GetCommand)
    return new GetCommand({ ...command.input, ConsistentRead: true });
  if (command.input.IndexName !== undefined) return undefined;
  return new QueryCommand({ ...command.input, ConsistentRead: true });
}

/** As the trace puts it. */
function describe(command: KnownCommand): string {
  if (command instanceof BatchExecuteStatementCommand) {
    const { Statements = [] } = command.input;
    return `dynamodb.batch ${Statements.map(({ Parameters = [] }) => Parameters.at(-1)).join()}`;
  }
  if (command instanceof QueryCommand) {
    const { IndexName = "table", ExpressionAttributeValues: values = {} } = command.input;
    return `dynamodb.query ${IndexName} ${Object.values(values).join()}`;
  }
  if (command instanceof PutCommand) return `dynamodb.put ${placeOf(command.input.Item)}`;
  const verb = command instanceof GetCommand ? "get" : "update";
  return `dynamodb.${verb} ${placeOf(command.input.Key)}`;
}

function placeOf(key: Readonly<Record<string, unknown>> | undefined): string {
  return `${key?.["pk"]} ${key?.["sk"]}`;
}
