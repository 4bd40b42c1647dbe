import * as z from "zod";

/** A statement of a BatchExecuteStatement as the operation that does the same. */
export interface StatementOperation {
  readonly operation: "PutItem" | "UpdateItem";
  /** What IAM calls it. */
  readonly action: "PartiQLInsert" | "PartiQLUpdate";
  /** Of the item that it writes. */
  readonly key: Readonly<Record<string, object>>;
  readonly request: object;
}

/** Not a statement that is known here. */
export class UnknownStatementError extends Error {
  override readonly name = "UnknownStatementError";
}

export const statementsSchema = z.strictObject({
  Statements: z
    .array(
      z.strictObject({
        Statement: z.string().min(1).max(8_192),
        Parameters: z.array(z.record(z.string(), z.unknown())).default([]),
      }),
    )
    .min(1)
    .max(25),
});
export type GivenStatement = z.output<typeof statementsSchema>["Statements"][number];

const TABLE = /^(?:INSERT INTO|UPDATE) "([^"]+)"/;
const INSERT = /^INSERT INTO "([^"]+)" VALUE \{(.+)\}$/;
const FIELD = /^'([^']+)': \?$/;
const UPDATE = /^UPDATE "([^"]+)" (SET .+?) WHERE (.+)$/;
const SET = /^SET "([^"]+)"=\?$/;
const EQUALS = /^"([^"]+)"=\?$/;

/** The table that a statement is about, as far as it can be told before it is read. */
export function tableIn({ Statement: text }: Pick<GivenStatement, "Statement">): string {
  return TABLE.exec(text)?.[1] ?? "";
}

/**
 * Reads the two statements that write: INSERT of a whole item, refused where one stands, and UPDATE
 * of the item that a WHERE of equalities names by its whole key, refused unless all of them hold.
 * Every value is a parameter. `keyNames` are the names of the table's key, the partition's first.
 * @throws {UnknownStatementError} for any other
 */
export function readStatement(
  { Statement: text, Parameters: parameters }: GivenStatement,
  keyNames: readonly string[],
): StatementOperation {
  const [, insertInto, fields] = INSERT.exec(text) ?? [];
  if (insertInto !== undefined && fields !== undefined) {
    const names = namesIn(fields, ", ", FIELD, text);
    return insert(insertInto, valuesOf(names, parameters, text), keyNames);
  }
  const [, table, sets, wheres] = UPDATE.exec(text) ?? [];
  if (table === undefined || sets === undefined || wheres === undefined) {
    throw new UnknownStatementError(`"${text}" is not known here.`);
  }
  const set = namesIn(sets, / (?=SET )/, SET, text);
  const where = namesIn(wheres, " AND ", EQUALS, text);
  const asked = { set, where, given: parameters };
  return update(table, asked, keyNames, text);
}

/** DynamoDB refuses a batch of which two statements write one item. */
export function nameOneTwice(operations: readonly StatementOperation[]): boolean {
  const keys = operations.map(({ key }) => JSON.stringify(Object.entries(key).sort()));
  return new Set(keys).size < keys.length;
}

function insert(
  TableName: string,
  item: Readonly<Record<string, object>>,
  keyNames: readonly string[],
): StatementOperation {
  const [partition = ""] = keyNames;
  return {
    operation: "PutItem",
    action: "PartiQLInsert",
    key: Object.fromEntries(Object.entries(item).filter(([name]) => keyNames.includes(name))),
    request: {
      TableName,
      Item: item,
      ConditionExpression: "attribute_not_exists(#partition)",
      ExpressionAttributeNames: { "#partition": partition },
    },
  };
}

function update(
  TableName: string,
  {
    set,
    where,
    given,
  }: { set: readonly string[]; where: readonly string[]; given: readonly object[] },
  keyNames: readonly string[],
  text: string,
): StatementOperation {
  const isKey = (name: string): boolean => keyNames.includes(name);
  const wanted = valuesOf(where, given.slice(set.length), text);
  const Key = Object.fromEntries(Object.entries(wanted).filter(([name]) => isKey(name)));
  if (Object.keys(Key).length !== keyNames.length) {
    throw new UnknownStatementError(`"${text}" does not name the whole key.`);
  }
  const news = Object.entries(valuesOf(set, given.slice(0, set.length), text));
  const conditions = Object.entries(wanted).filter(([name]) => !isKey(name));
  const [partition = ""] = keyNames;
  const names = [...news.map(([name]) => name), ...conditions.map(([name]) => name)];
  const placeholderOf = new Map([...new Set(names)].map((name, index) => [name, `#n${index}`]));
  return {
    operation: "UpdateItem",
    action: "PartiQLUpdate",
    key: Key,
    request: {
      TableName,
      Key,
      UpdateExpression: `SET ${news.map(([name], at) => `${placeholderOf.get(name)} = :set${at}`).join(", ")}`,
      // UPDATE makes no item where none stands.
      ConditionExpression: [
        "attribute_exists(#partition)",
        ...conditions.map(([name], at) => `${placeholderOf.get(name)} = :where${at}`),
      ].join(" AND "),
      ExpressionAttributeNames: {
        "#partition": partition,
        ...Object.fromEntries([...placeholderOf].map(([name, placeholder]) => [placeholder, name])),
      },
      ExpressionAttributeValues: {
        ...Object.fromEntries(news.map(([, value], at) => [`:set${at}`, value])),
        ...Object.fromEntries(conditions.map(([, value], at) => [`:where${at}`, value])),
      },
    },
  };
}

function namesIn(list: string, between: string | RegExp, one: RegExp, text: string): string[] {
  return list.split(between).map((part) => {
    const name = one.exec(part)?.[1];
    if (name === undefined) throw new UnknownStatementError(`"${part}" of "${text}" is not known.`);
    return name;
  });
}

function valuesOf(
  names: readonly string[],
  values: readonly object[],
  text: string,
): Record<string, object> {
  if (names.length !== values.length) {
    throw new UnknownStatementError(`"${text}" has not as many parameters as it asks for.`);
  }
  return Object.fromEntries(names.map((name, index) => [name, values[index] ?? {}]));
}
