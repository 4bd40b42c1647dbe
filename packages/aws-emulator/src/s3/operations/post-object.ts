import { verifyPostSignature } from "../../signature/verify-post-signature.ts";
import { statedChecksum } from "../body/checksum.ts";
import { receiveBody } from "../body/receive-body.ts";
import { MAX_BODY_BYTES } from "../body/request-body.ts";
import { readPostForm } from "../form/post-form.ts";
import { assertPolicyMet, parsePolicy } from "../form/post-policy.ts";
import { headersToStore, versionHeaders } from "../object-headers.ts";
import type { S3Answer, S3Call } from "../s3-call.ts";
import { invalidArgument, notImplemented } from "../s3-error.ts";
import { assertKey } from "../s3-request.ts";
import type { ObjectVersion } from "../store/stored-version.ts";
import { storeReceived } from "../store-received.ts";
import { renderXml } from "../xml.ts";

/** PostObject: a browser's form, which bears its own signature and the rules it must obey. */
export async function postObject(call: S3Call): Promise<S3Answer> {
  const { request, bucket, verifier } = call;
  const form = await readPostForm(request.headers.get("content-type"), request.body);
  const key = keyOf(form.fields, form.fileName);
  const fields = new Map([...form.fields, ["key", key], ["bucket", bucket.name]]);
  const caller = await verifyPostSignature(fields, verifier);
  call.note({ caller, action: "s3:PutObject", key });
  const range = assertPolicyMet(parsePolicy(fields.get("policy") ?? ""), fields, {
    nowMs: verifier.nowMs,
    maxBytes: MAX_BODY_BYTES,
  });
  if (fields.has("success_action_redirect")) throw notImplemented("success_action_redirect");
  const headers = headersToStore(fields);
  const contentMd5 = fields.get("content-md5");
  const checksum = statedChecksum((name) => fields.get(name), fields.keys());

  const body = { data: form.data, trailers: new Map() };
  const received = await receiveBody(body, bucket.objects.temporaryPath(), {
    ...range,
    ...(contentMd5 === undefined ? {} : { contentMd5 }),
    ...(checksum === undefined ? {} : { checksum }),
  });
  const version = await storeReceived(bucket, received, { key, headers });
  await call.announce(version, "ObjectCreated:Post");
  return answer(version, fields.get("success_action_status"), locationOf(call, key));
}

function keyOf(fields: ReadonlyMap<string, string>, fileName: string): string {
  const pattern = fields.get("key") ?? "";
  if (pattern === "") {
    throw invalidArgument(
      "key",
      "",
      "Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the fields.",
    );
  }
  const baseName = fileName.slice(
    Math.max(fileName.lastIndexOf("/"), fileName.lastIndexOf("\\")) + 1,
  );
  // biome-ignore lint/suspicious/noTemplateCurlyInString: S3's own placeholder.
  const key = pattern.replaceAll("${filename}", () => baseName);
  assertKey(key);
  return key;
}

function locationOf({ request, bucket }: S3Call, key: string): string {
  const path = key.split("/").map(encodeURIComponent).join("/");
  return `http://${request.headers.get("host") ?? ""}/${bucket.name}/${path}`;
}

function answer(version: ObjectVersion, status: string | undefined, location: string): S3Answer {
  const headers = { ...versionHeaders(version), location };
  if (status !== "201") return { status: status === "200" ? 200 : 204, headers };
  const body = renderXml("PostResponse", [
    ["Location", location],
    ["Bucket", new URL(location).pathname.split("/")[1]],
    ["Key", version.key],
    ["ETag", `"${version.eTag}"`],
  ]);
  return { status: 201, headers: { ...headers, "content-type": "application/xml" }, body };
}
