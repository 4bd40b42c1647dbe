import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import type { Item } from "./attribute-value.ts";

/** DynamoDB takes no larger item. */
export const MAX_ITEM_BYTES = 400 * 1024;
const OF_A_COLLECTION = 3;
const OF_AN_ELEMENT = 1;

/** About what DynamoDB counts of an item: names and values, in UTF-8, and some bytes for what nests. */
export function itemBytes(item: Item): number {
  let bytes = 0;
  for (const [name, value] of Object.entries(item)) {
    bytes += Buffer.byteLength(name) + valueBytes(value);
  }
  return bytes;
}

function valueBytes(value: AttributeValue): number {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.N !== undefined) return Math.ceil(value.N.length / 2) + 1;
  if (value.M !== undefined) {
    const elements = Object.keys(value.M).length;
    return OF_A_COLLECTION + elements * OF_AN_ELEMENT + itemBytes(value.M);
  }
  if (value.L !== undefined) {
    const sum = value.L.reduce((bytes, one) => bytes + OF_AN_ELEMENT + valueBytes(one), 0);
    return OF_A_COLLECTION + sum;
  }
  if (value.SS !== undefined) {
    return value.SS.reduce((bytes, text) => bytes + Buffer.byteLength(text), 0);
  }
  return 1;
}
