import type { Stack } from "aws-cdk-lib";
import { expect, it } from "vitest";
import { dev } from "../../config/dev.ts";
import { Paysheet } from "../../infra/paysheet.ts";
import { createStage, PAGE_DIRECTORY } from "./synth-stage.ts";

/** What is said of a stack itself, which the command line shows with it. */
function warningsOf({ node }: Stack): readonly unknown[] {
  return node.metadata.filter(({ type }) => type === "aws:cdk:warning").map(({ data }) => data);
}

it("warns in whatever app of two deployments that pay at the same address", () => {
  const { app, stage } = createStage();
  const props = { ...dev, pageDirectory: PAGE_DIRECTORY, stage: "prod" };
  const prod = new Paysheet(app, "prod", props);
  expect(warningsOf(stage.distribution)).toEqual([]);
  expect(warningsOf(prod.distribution)).toEqual([
    expect.stringContaining("The stages dev and prod pay at the same address"),
  ]);
});
