import { type Counted, startCountingStack } from "../cost/run-stack.ts";

/** The local stack, until its parent lets go of it. Answers each message with what was asked of AWS. */
const { stack, take, close } = await startCountingStack();
const { origin, endpoints } = stack;
process.on("message", () => process.send?.(summaryOf(take())));
process.on("disconnect", () => void close().then(() => process.exit()));
process.send?.({ origin, dynamoDb: endpoints.dynamoDb, s3: endpoints.s3 });

function summaryOf({ calls }: Counted) {
  const ofTable = calls.filter(({ action }) => action.startsWith("dynamodb:"));
  return {
    dynamoDbRequests: ofTable.length,
    readUnits: ofTable.reduce(
      (sum, { units }) => sum + (units?.table ?? 0) + (units?.indexes ?? 0),
      0,
    ),
    s3Requests: calls.filter(({ action }) => action.startsWith("s3:")).length,
  };
}
