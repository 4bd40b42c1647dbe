import { setTimeout as delay } from "node:timers/promises";
import { BatchExecuteStatementCommand } from "@aws-sdk/lib-dynamodb";
import type { DynamoDbTable } from "./dynamodb-table.ts";

export type FieldValue = string | number | Readonly<Record<string, string>>;

/** One conditional write in PartiQL. */
export interface Statement {
  readonly text: string;
  /** What the question marks of the text stand for, in order. */
  readonly parameters: readonly FieldValue[];
}

export interface GatheredWrites {
  /**
   * Sends the write in one request with others that come at about the same time. True when it
   * certainly happened; false when it did not or nobody knows: it is then to be done by itself, in
   * a way that recognises its own earlier attempt. Never rejects.
   */
  write(statement: Statement): Promise<boolean>;
}

/** By DynamoDB's limit. */
const MOST_STATEMENTS = 25;
/** A worker at its fastest has twenty under way within that; a call to the points API takes longer. */
const LINGER_MS = 2;
/** After a failed request so many writes go by themselves: else each might be asked for twice. */
const ALONE_AFTER_FAILURE = 500;

/**
 * Each statement has a condition and an outcome of its own, and a request with many of them takes
 * little more than one with one: most of the CPU of a write goes into signing and sending it.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchExecuteStatement.html
 */
export function gatherWrites({
  client,
  sleep = delay,
}: Pick<DynamoDbTable, "client"> & {
  /** Resolves after so many milliseconds. */
  readonly sleep?: (ms: number) => Promise<unknown>;
}): GatheredWrites {
  interface Waiting extends Statement {
    tell(isWritten: boolean): void;
  }
  let waiting: Waiting[] = [];
  let alone = 0;

  function send(group: readonly Waiting[]): void {
    // Sent already, because it was full.
    if (group !== waiting) return;
    waiting = [];
    outcomesOf(group).then(
      (outcomes) => {
        for (const [index, { tell }] of group.entries()) tell(outcomes[index] === true);
      },
      () => {
        alone = ALONE_AFTER_FAILURE;
        for (const { tell } of group) tell(false);
      },
    );
  }

  async function outcomesOf(group: readonly Statement[]): Promise<readonly boolean[]> {
    // A single write gains nothing here; by itself it is written under the whole condition.
    if (group.length === 1) return [false];
    const { Responses = [] } = await client.send(
      new BatchExecuteStatementCommand({
        Statements: group.map(({ text, parameters }) => ({
          Statement: text,
          Parameters: [...parameters],
        })),
      }),
    );
    return Responses.map(({ Error: error }) => error === undefined);
  }

  return {
    async write({ text, parameters }) {
      if (alone > 0) {
        alone -= 1;
        return false;
      }
      const { promise, resolve } = Promise.withResolvers<boolean>();
      const group = waiting;
      group.push({ text, parameters, tell: resolve });
      if (group.length === MOST_STATEMENTS) send(group);
      else if (group.length === 1) void sleep(LINGER_MS).then(() => send(group));
      return await promise;
    },
  };
}
