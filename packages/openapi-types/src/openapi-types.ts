import openapiTypescript, { astToString } from "openapi-typescript";

/**
 * The source of an OpenAPI 3 document's types: `paths` for `openapi-fetch`, `components` and
 * `operations`, with the document's descriptions as comments. Reads nothing but the document.
 *
 * This is a package of its own because the generator writes by the compiler API of TypeScript 5,
 * which the project's TypeScript 7 has no more.
 * @throws {Error} when the document is not valid
 */
export async function openapiTypes(document: unknown): Promise<string> {
  return astToString(await openapiTypescript(JSON.stringify(document)));
}
