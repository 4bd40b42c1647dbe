/** A request that an emulator took, in the words of IAM and of the bill. */
export interface AwsCall {
  /** The access key id that signed it, which names the caller. */
  readonly caller: string;
  /** The IAM action it takes, e.g. `s3:GetObjectVersion`. */
  readonly action: string;
  /** ARN of what it was done to. */
  readonly resource: string;
  /** What it consumed of a table and of its indexes, in DynamoDB's request units. */
  readonly units?: { readonly table: number; readonly indexes: number };
  /** Size of the body that was sent. */
  readonly sentBytes: number;
}

/** Told of every request that was found well signed, whatever is answered. */
export type OnAwsCall = (call: AwsCall) => void;
