import {
  GetDurableExecutionCommand,
  type LambdaClient,
  ListDurableExecutionsByFunctionCommand,
} from "@aws-sdk/client-lambda";
import * as z from "zod";
import { FUNCTIONS, LIVE_ALIAS } from "./account.ts";

/** Executions of other kinds, a pre-flight among them, name none. */
const firingSchema = z.object({ payoutId: z.string().optional() });

/** The running execution that a schedule's firing began for the payout; Lambda made its name. */
export async function executionOf(
  lambda: LambdaClient,
  payoutId: string,
): Promise<{ readonly name: string; readonly arn: string }> {
  const of = { FunctionName: FUNCTIONS.distribute, Qualifier: LIVE_ALIAS };
  const { DurableExecutions = [] } = await lambda.send(
    new ListDurableExecutionsByFunctionCommand({ ...of, Statuses: ["RUNNING"] }),
  );
  for (const {
    DurableExecutionName: name = "",
    DurableExecutionArn: arn = "",
  } of DurableExecutions) {
    const { InputPayload = "{}" } = await lambda.send(
      new GetDurableExecutionCommand({ DurableExecutionArn: arn }),
    );
    if (firingSchema.parse(JSON.parse(InputPayload)).payoutId === payoutId) return { name, arn };
  }
  throw new Error(`No execution of ${payoutId} is running.`);
}
