import { verifyPostSignature } from "../../signature/verify-post-signature.ts";
import { statedChecksum } from "../body/checksum.ts";
import { receiveBody } from "../body/receive-body.ts";
import { MAX_BODY_BYTES } from "../body/request-body.ts";
import { type PostForm, readPostForm } from "../form/post-form.ts";
import { assertPolicyMet, parsePolicy } from "../form/post-policy.ts";
import { headersToStore, versionHeaders } from "../object-headers.ts";
import type { S3Answer, S3Call } from "../s3-call.ts";
import { invalidArgument, notImplemented } from "../s3-error.ts";
import { assertKey } from "../s3-request.ts";
import { storeReceived } from "../store-received.ts";

/** PostObject: a browser's form, which bears its own signature and the rules it must obey. */
export async function postObject(call: S3Call): Promise<S3Answer> {
  const { request, bucket, verifier } = call;
  const form = await readPostForm(request.headers.get("content-type"), request.body);
  const key = keyOf(form);
  const fields = new Map([...form.fields, ["bucket", bucket.name]]);
  const caller = await verifyPostSignature(fields, verifier);
  call.note({ caller, action: "s3:PutObject", key });
  const range = assertPolicyMet(parsePolicy(fields.get("policy") ?? ""), fields, {
    nowMs: verifier.nowMs,
    maxBytes: MAX_BODY_BYTES,
  });
  const unknown = [...fields.keys()].find((name) => name.startsWith("success_action_"));
  if (unknown !== undefined) throw notImplemented(unknown);
  const headers = headersToStore(fields);

  const body = { data: form.data, trailers: new Map() };
  const received = await receiveBody(body, bucket.objects.temporaryPath(), {
    ...range,
    checksum: statedChecksum(fields),
  });
  const version = await storeReceived(bucket, received, { key, headers });
  await call.announce(version, "ObjectCreated:Post");
  return { status: 204, headers: { ...versionHeaders(version), location: locationOf(call, key) } };
}

function keyOf({ fields }: Pick<PostForm, "fields">): string {
  const key = fields.get("key") ?? "";
  if (key === "") {
    throw invalidArgument(
      "key",
      "",
      "Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the fields.",
    );
  }
  // S3 would put the uploader's file name there.
  if (key.includes("$".concat("{filename}"))) throw notImplemented("$".concat("{filename}"));
  assertKey(key);
  return key;
}

function locationOf({ request, bucket }: S3Call, key: string): string {
  const path = key.split("/").map(encodeURIComponent).join("/");
  return `http://${request.headers.get("host") ?? ""}/${bucket.name}/${path}`;
}
