/** A request that the emulator does not know, or that DynamoDB itself would refuse. */
export class UnknownRequestError extends Error {
  override readonly name = "UnknownRequestError";
}
