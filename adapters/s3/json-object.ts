import {
  GetObjectCommand,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { isMissing } from "./missing-object.ts";

/** Where a JSON document lies. */
export interface ObjectAddress {
  readonly bucket: string;
  readonly key: string;
}

/** Writes a JSON document; writing it again replaces it. */
export async function putJson(s3: S3Client, address: ObjectAddress, value: unknown): Promise<void> {
  await s3.send(
    new PutObjectCommand({
      Bucket: address.bucket,
      Key: address.key,
      Body: JSON.stringify(value),
      ContentType: "application/json",
    }),
  );
}

/** Writes a JSON document where none is; false when there is one already. */
export async function putNewJson(
  s3: S3Client,
  address: ObjectAddress,
  json: string,
): Promise<boolean> {
  try {
    await s3.send(
      new PutObjectCommand({
        Bucket: address.bucket,
        Key: address.key,
        Body: json,
        ContentType: "application/json",
        IfNoneMatch: "*",
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof S3ServiceException && error.name === "PreconditionFailed") return false;
    throw error;
  }
}

/** Reads a JSON document, not yet checked; undefined when there is none. */
export async function getJson(s3: S3Client, address: ObjectAddress): Promise<unknown> {
  try {
    const { Body } = await s3.send(
      new GetObjectCommand({ Bucket: address.bucket, Key: address.key }),
    );
    return Body === undefined ? undefined : JSON.parse(await Body.transformToString());
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
