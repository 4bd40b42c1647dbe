import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";

const pathOf = (path: string) => new URL(path, import.meta.url);

/** As the example is shown: where it would stand in a repository of one's own. */
async function shown(file: string): Promise<string> {
  const text = await readFile(pathOf(`example/${file}`), "utf8");
  return text
    .replaceAll("../../../connectors/", "./")
    .replace('"./acme-points.ts"', '"../../connectors/acme-points.ts"')
    .replaceAll('"../../../local/', '"../../local/')
    .replaceAll('"../open-', '"./open-');
}

it.each(["acme-points.ts", "acme-points.test.ts"])(
  "docs/connectors.md shows %s as it runs",
  async (file) => {
    const page = await readFile(pathOf("../../docs/connectors.md"), "utf8");
    expect(page).toContain(`\`\`\`ts\n${await shown(file)}\`\`\``);
  },
);
