import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import {
  areEqual,
  compare,
  type Item,
  type Placeholders,
  valueAt,
  valueFor,
} from "./attribute-value.ts";
import { createExpressionReader, type ExpressionReader } from "./expression-reader.ts";

/** A condition, ready to be asked of any item; `undefined` is one that does not exist. */
export interface Condition {
  readonly used: ReadonlySet<string>;
  holds(item: Item | undefined, placeholders: Placeholders): boolean;
}

type Test = Condition["holds"];
type Operand = (item: Item | undefined, placeholders: Placeholders) => AttributeValue | undefined;

/**
 * Condition, filter and key condition expressions: comparisons, IN, `attribute_exists`,
 * `attribute_not_exists`, `begins_with`, joined by AND, OR and brackets.
 * @throws {UnknownRequestError} for everything else
 */
export function readCondition(expression: string): Condition {
  const reader = createExpressionReader(expression);
  const holds = either(reader);
  if (!reader.isAtEnd()) reader.fail();
  return { used: reader.used, holds };
}

function either(reader: ExpressionReader): Test {
  const tests = [both(reader)];
  while (reader.accept("OR")) tests.push(both(reader));
  const [only] = tests;
  if (only !== undefined && tests.length === 1) return only;
  return (item, placeholders) => tests.some((test) => test(item, placeholders));
}

function both(reader: ExpressionReader): Test {
  const tests = [single(reader)];
  while (reader.accept("AND")) tests.push(single(reader));
  const [only] = tests;
  if (only !== undefined && tests.length === 1) return only;
  return (item, placeholders) => tests.every((test) => test(item, placeholders));
}

function single(reader: ExpressionReader): Test {
  if (reader.accept("(")) {
    const test = either(reader);
    reader.expect(")");
    return test;
  }
  switch (reader.peek()) {
    case "attribute_exists":
      return isThere(reader, true);
    case "attribute_not_exists":
      return isThere(reader, false);
    case "begins_with":
      return beginsWith(reader);
    default:
      return comparison(reader);
  }
}

function isThere(reader: ExpressionReader, wanted: boolean): Test {
  reader.next();
  reader.expect("(");
  const path = reader.path();
  reader.expect(")");
  return (item, placeholders) => (valueAt(item, path, placeholders) !== undefined) === wanted;
}

function beginsWith(reader: ExpressionReader): Test {
  reader.next();
  reader.expect("(");
  const whole = operand(reader);
  reader.expect(",");
  const start = operand(reader);
  reader.expect(")");
  return (item, placeholders) => {
    const text = whole(item, placeholders)?.S;
    const beginning = start(item, placeholders)?.S;
    return text !== undefined && beginning !== undefined && text.startsWith(beginning);
  };
}

const COMPARISONS: Readonly<Record<string, (order: number) => boolean>> = {
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
};

function comparison(reader: ExpressionReader): Test {
  const left = operand(reader);
  if (reader.accept("IN")) return isOneOf(left, reader);
  const sign = reader.next();
  const isEquality = sign === "=" || sign === "<>";
  const isOrdered = COMPARISONS[sign];
  if (!isEquality && isOrdered === undefined) reader.fail();
  const right = operand(reader);
  return (item, placeholders) => {
    const one = left(item, placeholders);
    const other = right(item, placeholders);
    if (one === undefined || other === undefined) return sign === "<>";
    if (isOrdered === undefined) return areEqual(one, other) === (sign === "=");
    const order = compare(one, other);
    return order !== undefined && isOrdered(order);
  };
}

function isOneOf(left: Operand, reader: ExpressionReader): Test {
  reader.expect("(");
  const others = [operand(reader)];
  while (reader.accept(",")) others.push(operand(reader));
  reader.expect(")");
  return (item, placeholders) => {
    const one = left(item, placeholders);
    if (one === undefined) return false;
    return others.some((operandOf) => {
      const other = operandOf(item, placeholders);
      return other !== undefined && areEqual(one, other);
    });
  };
}

function operand(reader: ExpressionReader): Operand {
  if (reader.peek()?.startsWith(":")) {
    const placeholder = reader.value();
    return (_, placeholders) => valueFor(placeholder, placeholders);
  }
  const path = reader.path();
  return (item, placeholders) => valueAt(item, path, placeholders);
}
