import { receiveRequestBody } from "../body/request-body.ts";
import { headersToStore, versionHeaders } from "../object-headers.ts";
import { assertMayWrite } from "../preconditions.ts";
import type { S3Answer, S3Call } from "../s3-call.ts";
import { storeReceived } from "../store-received.ts";

/** PutObject: a whole object in one request, conditional if it says so. */
export async function putObject(call: S3Call): Promise<S3Answer> {
  const { request, bucket } = call;
  const headers = headersToStore(request.headers);
  // Asked before the body too, so that a large upload that can't win ends at once.
  assertMayWrite(request.headers, bucket.objects.latest(request.key));
  const received = await receiveRequestBody(call);
  const version = await storeReceived(bucket, received, {
    key: request.key,
    headers,
    conditions: request.headers,
  });
  await call.announce(version, "ObjectCreated:Put");
  return { status: 200, headers: versionHeaders(version) };
}
