import { LIMITS, overLimit, type TimeBudget } from "../read-limits.ts";
import { parseXmlWithNamespaces } from "./xml-stream.ts";

export interface XmlElement {
  /** Without its prefix. */
  readonly name: string;
  /** By name; those with a prefix by namespace, blank and name. */
  readonly attributes: Map<string, string>;
  readonly children: XmlElement[];
}

/** Deep enough for lists: what stands in their items is fonts and alignment. */
const MAX_KEPT_DEPTH = 2;

/**
 * Reads a small part into elements two levels below the root, keeping those of `namespaces` only,
 * and of those below the root only what is in `keep`: styles can be large and little of them matters.
 */
export async function readXmlTree(
  chunks: AsyncIterable<Buffer>,
  budget: TimeBudget,
  {
    namespaces,
    keep,
  }: { readonly namespaces: readonly string[]; readonly keep: readonly string[] },
): Promise<XmlElement | undefined> {
  let root: XmlElement | undefined;
  const path: XmlElement[] = [];
  let elements = 0;
  const parsing = parseXmlWithNamespaces(chunks, budget, {
    open({ local, uri, attributes }, depth) {
      if (path.length !== depth || depth > MAX_KEPT_DEPTH) return;
      if (!namespaces.includes(uri) || (depth === 1 && !keep.includes(local))) return;
      elements += 1;
      if (elements > LIMITS.smallPartElements) throw overLimit("XML elements");
      const element: XmlElement = { name: local, attributes: new Map(), children: [] };
      for (const { prefix, uri: namespace, local: name, value } of Object.values(attributes)) {
        element.attributes.set(prefix === "" ? name : `${namespace} ${name}`, value);
      }
      path.at(-1)?.children.push(element);
      root ??= element;
      path.push(element);
    },
    close(depth) {
      if (path.length === depth + 1) path.pop();
    },
    text() {
      // The parts read this way keep all that matters in attributes.
    },
  });
  for await (const _ of parsing);
  return root;
}

export function childrenOf(element: XmlElement | undefined, name: string): XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}
