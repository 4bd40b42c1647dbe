import type { AwsCall } from "../service/aws-call.ts";
import type { VerifiedSignature, Verifier } from "../signature/verified-signature.ts";
import type { Bucket } from "./bucket.ts";
import type { CreatedEventName } from "./created-event.ts";
import type { S3Request } from "./s3-request.ts";
import type { ObjectVersion } from "./store/stored-version.ts";

/** What an operation has at hand. */
export interface S3Call {
  readonly request: S3Request;
  readonly bucket: Bucket;
  readonly verifier: Verifier;
  /** Of a request signed in header or query; a browser form is verified by its operation. */
  readonly signature?: VerifiedSignature;
  /** Says whom the call was found to be from, and what it is; the first thing once that is known. */
  note(call: Pick<AwsCall, "caller" | "action"> & { readonly key: string }): void;
  /** Tells whoever listens; rejects with InternalError when the event was not taken. */
  announce(version: ObjectVersion, eventName: CreatedEventName): Promise<void>;
}

/** What is sent back. */
export interface S3Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | WholeFile;
}

export interface WholeFile {
  readonly path: string;
  readonly sizeBytes: number;
}

export type Operation = (call: S3Call) => Promise<S3Answer> | S3Answer;

export function xmlAnswer(xml: string, headers: Readonly<Record<string, string>> = {}): S3Answer {
  return { status: 200, headers: { ...headers, "content-type": "application/xml" }, body: xml };
}
