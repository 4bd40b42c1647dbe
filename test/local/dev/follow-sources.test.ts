import { expect, it } from "vitest";
import { createReloads } from "../../../local/dev/follow-sources.ts";

/** Functions that are named as their only source, and reloads that last until they are let go. */
function setup(functions: readonly string[]) {
  const begun: (readonly string[])[] = [];
  let release = Promise.withResolvers<void>();
  const graph = {
    functionsOf: async (paths: Iterable<string>) => {
      const changed = new Set(paths);
      return functions.filter((one) => changed.has(one));
    },
  };
  const change = createReloads(graph, async (now) => {
    begun.push(now);
    await release.promise;
  });
  return {
    change,
    begun,
    letGo() {
      release.resolve();
      release = Promise.withResolvers();
    },
  };
}

it("reloads once what changed at the same time, and nothing else", async () => {
  const { change, begun, letGo } = setup(["a", "b", "c"]);
  for (const path of ["a", "b", "a", "none"]) change(path);
  await expect.poll(() => begun).toEqual([["a", "b"]]);
  letGo();
});

it("reloads what changes meanwhile after it", async () => {
  const { change, begun, letGo } = setup(["a", "b"]);
  change("a");
  await expect.poll(() => begun).toEqual([["a"]]);
  change("a");
  change("b");
  letGo();
  await expect.poll(() => begun).toEqual([["a"], ["a", "b"]]);
  letGo();
});

it("goes on after files that no function is made of", async () => {
  const { change, begun, letGo } = setup(["a"]);
  change("none");
  change("a");
  await expect.poll(() => begun).toEqual([["a"]]);
  letGo();
});
