import { existsSync, readFileSync } from "node:fs";
import { Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { expect, it } from "vitest";
import { CI_ROLE, createStage, resourcesOf, synthStage } from "./synth-stage.ts";

const CHANGES = { rollout: "canary", delivery: CI_ROLE } as const;
const { config: _, ...stacks } = synthStage(CHANGES);
const delivery = Template.fromStack(
  Stack.of(createStage(CHANGES).stage.node.findChild("Delivery")),
);
/** By the names that the stacks are deployed under. */
const templates: Readonly<Record<string, Template>> = {
  ...stacks,
  entrance: stacks.edge,
  watch: stacks.monitoring,
  delivery,
};
const runbook = readFileSync("docs/runbook.md", "utf8");
const deploy = readFileSync("docs/deploy.md", "utf8");

function templateOf(name: string): Template {
  const template = templates[name];
  if (template === undefined) throw new Error(`There is no stack ${name}.`);
  return template;
}

/** The one resource that the runbook's helper finds by kind and beginning of its id. */
function found(stack: string, kind: string, idPrefix: string): number {
  const template = templateOf(stack);
  const types = new Set(
    Object.values<{ Type: string }>(template.toJSON()["Resources"]).map(({ Type }) => Type),
  );
  return [...types]
    .filter((type) => type.endsWith(`::${kind}`))
    .reduce((sum, type) => sum + resourcesOf(template, type, idPrefix).length, 0);
}

it("names resources in the runbook that are there, each of them once", () => {
  const named = [...runbook.matchAll(/\$\(resource (\w+) (\w+) (\w+)\)/g)];
  expect(named.length).toBeGreaterThan(15);
  for (const [, stack = "", kind = "", idPrefix = ""] of named) {
    expect({ stack, kind, idPrefix, found: found(stack, kind, idPrefix) }).toEqual({
      stack,
      kind,
      idPrefix,
      found: 1,
    });
  }
});

it("names outputs in the documents that stacks have", () => {
  const named = [...`${runbook}${deploy}`.matchAll(/\$\(output (\w+) (\w+)/g)];
  expect(named.length).toBeGreaterThan(5);
  for (const [, stack = "", name = ""] of named) {
    expect(Object.keys(templateOf(stack).findOutputs("*"))).toContain(name);
  }
});

it("links in the documents to sections and files that are there", () => {
  const anchorsOf = (text: string) =>
    [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} -]/gu, "")
        .replaceAll(" ", "-"),
    );
  const anchors = {
    "runbook.md": anchorsOf(runbook),
    "deploy.md": [...anchorsOf(deploy), "your-points-api", "several-points-apis"],
  };
  for (const [file, text] of [
    ["runbook.md", runbook],
    ["deploy.md", deploy],
  ] as const) {
    for (const [, target = file, anchor = ""] of text.matchAll(
      /\]\((runbook\.md|deploy\.md)?#([\w-]+)\)/g,
    )) {
      expect({ anchor, in: target, of: anchors[target as keyof typeof anchors] }).toMatchObject({
        of: expect.arrayContaining([anchor]),
      });
    }
    for (const [, path = ""] of text.matchAll(/\]\((\.\.\/[\w./-]+)\)/g)) {
      const at = new URL(path, new URL("../../docs/x", import.meta.url));
      expect([path, existsSync(at)]).toEqual([path, true]);
    }
  }
});

it("deletes no secret in the documents without saying how long it can be had back", () => {
  const deleted = [...`${runbook}${deploy}`.matchAll(/aws secretsmanager delete-secret(.*)$/gm)];
  expect(deleted.length).toBeGreaterThan(0);
  for (const [, options] of deleted) expect(options).toContain("--recovery-window-in-days ");
});

it("moves the alias in the documents by deployments alone, as the next canary counts on it", () => {
  expect(`${runbook}${deploy}`).not.toContain("update-alias");
  const { distribution: atOnce } = synthStage({ rollout: "at_once" });
  const aliasOf = (template: Template) =>
    Object.entries(template.findResources("AWS::Lambda::Alias"));
  const [[canaryId, canary] = [], [id, alias] = []] = [stacks.distribution, atOnce].flatMap(
    aliasOf,
  );
  expect(canary).toHaveProperty("UpdatePolicy.CodeDeployLambdaAliasUpdate");
  expect(alias).not.toHaveProperty("UpdatePolicy");
  expect(id).toBe(canaryId);
});
