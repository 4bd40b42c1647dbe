import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { documentClientOf } from "../../../adapters/dynamodb/dynamodb-table.ts";

type Write = "PutItemCommand" | "UpdateItemCommand" | "BatchExecuteStatementCommand";

/**
 * A client that sends the first such write, which happens, and loses the answer; the SDK then
 * sends it again by itself. `between` runs in between.
 */
export function clientThatLosesAnAnswer(
  client: DynamoDBClient,
  write: Write,
  between: () => Promise<unknown> = async () => {},
): DynamoDBDocumentClient {
  let isLost = false;
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const answer = await next(args);
      if (isLost || context["commandName"] !== write) return answer;
      isLost = true;
      await between();
      throw Object.assign(new Error("socket hang up"), {
        name: "TimeoutError",
        code: "ECONNRESET",
      });
    },
    { step: "deserialize", priority: "high", name: "loseAnAnswer" },
  );
  return documentClientOf(client);
}

/** A client that keeps each write it sent, so that a duplicate can reach the table late. */
export function clientWithLateDuplicates(client: DynamoDBClient) {
  const sent: (() => Promise<unknown>)[] = [];
  client.middlewareStack.add(
    (next, context) => async (args) => {
      if (context["commandName"] !== "GetItemCommand") sent.push(() => next(args));
      return next(args);
    },
    { step: "deserialize", priority: "high", name: "keepForDuplicates" },
  );
  return {
    client: documentClientOf(client),
    /** Sends the n-th write again; fails as that write would. */
    sendAgain: (nth: number) => sent[nth]?.(),
  };
}

/** A client whose first such write waits until `first` has run: somebody else was faster. */
export function clientThatIsOvertaken(
  client: DynamoDBClient,
  write: Write,
  first: () => Promise<unknown>,
): DynamoDBDocumentClient {
  let isOvertaken = false;
  client.middlewareStack.add(
    (next, context) => async (args) => {
      if (!isOvertaken && context["commandName"] === write) {
        isOvertaken = true;
        await first();
      }
      return await next(args);
    },
    { step: "initialize", priority: "high", name: "beOvertaken" },
  );
  return documentClientOf(client);
}
