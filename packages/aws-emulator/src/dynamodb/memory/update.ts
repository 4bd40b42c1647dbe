import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { type Item, nameOf, type Placeholders, valueAt, valueFor } from "./attribute-value.ts";
import { createExpressionReader, type ExpressionReader } from "./expression-reader.ts";
import { UnknownRequestError } from "./unknown-request-error.ts";

/** An update, ready to be made to any item. */
export interface Update {
  readonly used: ReadonlySet<string>;
  /** The item as it is afterwards; what it was stays as it is. */
  apply(item: Item, placeholders: Placeholders): Item;
}

type Change = (next: Record<string, AttributeValue>, before: Item, given: Placeholders) => void;
type Operand = (before: Item, given: Placeholders) => AttributeValue;

/**
 * Update expressions on whole attributes of an item: SET to a value or by `list_append`, REMOVE,
 * and ADD to a number or to a set of texts.
 * @throws {UnknownRequestError} for everything else
 */
export function readUpdate(expression: string): Update {
  const reader = createExpressionReader(expression);
  const changes: Change[] = [];
  while (!reader.isAtEnd()) {
    const change = clause(reader);
    do changes.push(change());
    while (reader.accept(","));
  }
  return {
    used: reader.used,
    apply(item, placeholders) {
      const next = { ...item };
      for (const change of changes) change(next, item, placeholders);
      return next;
    },
  };
}

function clause(reader: ExpressionReader): () => Change {
  if (reader.accept("SET")) return () => set(reader);
  if (reader.accept("REMOVE")) return () => remove(reader);
  if (reader.accept("ADD")) return () => add(reader);
  return reader.fail();
}

function set(reader: ExpressionReader): Change {
  const attribute = wholeAttribute(reader);
  reader.expect("=");
  const value = operand(reader);
  return (next, before, given) => {
    next[nameOf(attribute, given)] = value(before, given);
  };
}

function remove(reader: ExpressionReader): Change {
  const attribute = wholeAttribute(reader);
  return (next, _, given) => {
    delete next[nameOf(attribute, given)];
  };
}

function add(reader: ExpressionReader): Change {
  const attribute = wholeAttribute(reader);
  const placeholder = reader.value();
  return (next, before, given) => {
    const name = nameOf(attribute, given);
    next[name] = withAdded(before[name], valueFor(placeholder, given));
  };
}

function withAdded(value: AttributeValue | undefined, added: AttributeValue): AttributeValue {
  if (added.SS === undefined) return { N: String(numberIn(value ?? { N: "0" }) + numberIn(added)) };
  return { SS: [...new Set([...textsIn(value ?? { SS: [] }), ...added.SS])] };
}

function wholeAttribute(reader: ExpressionReader): string {
  const [attribute, ...deeper] = reader.path();
  return typeof attribute === "string" && deeper.length === 0 ? attribute : reader.fail();
}

function operand(reader: ExpressionReader): Operand {
  if (reader.accept("LIST_APPEND")) return listAppend(reader);
  if (reader.peek()?.startsWith(":")) {
    const placeholder = reader.value();
    return (_, given) => valueFor(placeholder, given);
  }
  const path = reader.path();
  // A function or a sum, of which the emulator knows none.
  if (reader.peek() === "(") reader.fail();
  return (before, given) => {
    const value = valueAt(before, path, given);
    if (value === undefined) throw new UnknownRequestError("An update reads what is not there.");
    return value;
  };
}

function listAppend(reader: ExpressionReader): Operand {
  reader.expect("(");
  const first = operand(reader);
  reader.expect(",");
  const second = operand(reader);
  reader.expect(")");
  return (before, given) => ({
    L: [...listIn(first(before, given)), ...listIn(second(before, given))],
  });
}

function listIn({ L: list }: AttributeValue): readonly AttributeValue[] {
  if (list === undefined) throw new UnknownRequestError("list_append meets what is no list.");
  return list;
}

function numberIn({ N: number }: AttributeValue): number {
  if (number === undefined) throw new UnknownRequestError("ADD meets what is no number.");
  return Number(number);
}

function textsIn({ SS: texts }: AttributeValue): readonly string[] {
  if (texts === undefined) throw new UnknownRequestError("ADD meets what is no set of texts.");
  return texts;
}
