import { damaged, LIMITS, type TimeBudget } from "../read-limits.ts";
import { readXmlTree } from "./xml-tree.ts";
import type { ZipParts } from "./zip-parts.ts";

export interface Relationship {
  /** The last word of its type, e.g. `worksheet`; the whole type when it is no known kind. */
  readonly type: string;
  /** Name of the part it leads to. */
  readonly target: string;
}

const RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships";
const TYPE_BASES = [
  "http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
  "http://purl.oclc.org/ooxml/officeDocument/relationships/",
];

/** The relationships of a part (of the package itself for `""`) by id. Links outside are left out. */
export async function readRelationships(
  parts: ZipParts,
  source: string,
  budget: TimeBudget,
): Promise<Map<string, Relationship>> {
  const slash = source.lastIndexOf("/") + 1;
  const folder = source.slice(0, slash);
  const name = `${folder}_rels/${source.slice(slash)}.rels`;
  const found = new Map<string, Relationship>();
  if (!parts.has(name)) return found;
  const root = await readXmlTree(parts.read(name, LIMITS.smallPartBytes), budget, {
    namespaces: [RELATIONSHIPS],
    keep: ["Relationship"],
  });
  if (root?.name !== "Relationships") throw damaged("relationships");
  for (const { attributes } of root.children) {
    if (attributes.get("TargetMode") === "External") continue;
    const id = attributes.get("Id");
    const type = attributes.get("Type");
    const target = attributes.get("Target");
    if (id === undefined || type === undefined || target === undefined || found.has(id)) {
      throw damaged("relationships");
    }
    found.set(id, { type: shortType(type), target: resolveTarget(folder, target) });
  }
  return found;
}

function shortType(type: string): string {
  const base = TYPE_BASES.find((one) => type.startsWith(one));
  return base === undefined ? type : type.slice(base.length);
}

function resolveTarget(folder: string, target: string): string {
  const path = target.startsWith("/") ? target : `/${folder}${target}`;
  const steps: string[] = [];
  for (const step of path.replaceAll("\\", "/").split("/")) {
    if (step === "..") steps.pop();
    else if (step !== "" && step !== ".") steps.push(step);
  }
  return decodePercent(steps.join("/"));
}

function decodePercent(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
