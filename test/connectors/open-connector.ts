import { onTestFinished } from "vitest";
import { createConnectedPointsApi } from "../../adapters/points-api/connected-points-api.ts";
import { createCredentials } from "../../adapters/points-api/credentials.ts";
import type { Connector, Secret } from "../../connectors/connector.ts";
import type {
  AskedPayment,
  CallPermit,
  MadePayment,
  PayRequest,
} from "../../domain/distribution/points-api.ts";
import type { Payment } from "../../domain/sheet/payment.ts";

const NOW_MS = Date.parse("2026-11-23T01:00:00.000Z");

/** For calls that may take as long as they like: the time of tests stands still. */
const PERMIT: CallPermit = { deadlineMs: NOW_MS + 30_000, assertMaySend: () => undefined };

/** A points API by its connector, as the runner calls it, for the test that runs. */
export function openConnector<Options extends { readonly connector?: string | undefined }>(
  connector: Connector<Options>,
  options: object,
  secret: Secret = {},
) {
  const description = connector.describe(
    connector.options.parse({ connector: connector.name, ...options }),
  );
  const secrets = {
    read: async <T>(_: string, schema: { parse(value: unknown): T }) => schema.parse(secret),
    forget: () => undefined,
  };
  const nowMs = () => NOW_MS;
  const credentials = createCredentials(description.credentials, {
    secretId: "paysheet/test/points-api",
    secrets,
    nowMs,
  });
  const api = createConnectedPointsApi({
    description,
    credentials,
    nowMs,
    abortAfter: () => new AbortController().signal,
  });
  onTestFinished(() => api.close());
  const asked = (payment: AskedPayment, key: string): PayRequest => ({
    payment,
    idempotencyKey: key,
  });
  return {
    keys: api.keys,
    pay: (payment: AskedPayment, key: string) => api.pay(payment, key, PERMIT),
    reverse: (payment: AskedPayment, key: string, made: Pick<MadePayment, "transactionId"> = {}) =>
      api.reverse?.({ ...asked(payment, key), ...made }, PERMIT),
    lookUp: (payment: AskedPayment, key: string, claimedAtMs = NOW_MS) =>
      api.lookUp?.({ ...asked(payment, key), claimedAtMs }, async () => PERMIT),
    confirm: (payment: Payment, key: string, reference: string) =>
      api.confirm?.ask({ ...asked(payment, key), reference }, PERMIT),
    findUser: (payment: Payment) => api.findUser?.(payment, PERMIT),
    findAccount: (payment: Payment) => api.findAccount?.(payment, PERMIT),
  };
}
