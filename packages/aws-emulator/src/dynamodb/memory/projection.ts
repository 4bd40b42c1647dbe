import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { type Item, nameOf, type Placeholders, valueAt } from "./attribute-value.ts";
import { createExpressionReader, type Path } from "./expression-reader.ts";
import { UnknownRequestError } from "./unknown-request-error.ts";

/** Which parts of an item are asked for. */
export interface Projection {
  readonly used: ReadonlySet<string>;
  of(item: Item, placeholders: Placeholders): Item;
}

/** @throws {UnknownRequestError} when it is no list of paths */
export function readProjection(expression: string): Projection {
  const reader = createExpressionReader(expression);
  const paths: Path[] = [];
  do paths.push(reader.path());
  while (reader.accept(","));
  if (!reader.isAtEnd()) reader.fail();
  return {
    used: reader.used,
    of(item, placeholders) {
      const part: Record<string, AttributeValue> = {};
      for (const path of paths) {
        const value = valueAt(item, path, placeholders);
        const [attribute, ...deeper] = path;
        if (value === undefined || typeof attribute !== "string") continue;
        const name = nameOf(attribute, placeholders);
        if (name in part) throw new UnknownRequestError("Two paths begin with one attribute.");
        part[name] = within(deeper, value, placeholders);
      }
      return part;
    },
  };
}

/** A value in the maps and lists that lead to it, which hold nothing else. */
function within(path: Path, value: AttributeValue, placeholders: Placeholders): AttributeValue {
  return path.reduceRight<AttributeValue>(
    (inner, step) =>
      typeof step === "number" ? { L: [inner] } : { M: { [nameOf(step, placeholders)]: inner } },
    value,
  );
}
