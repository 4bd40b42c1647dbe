import { expect, it } from "vitest";
import { statementsOf } from "./permissions.ts";
import { resourcesOf, synthStage } from "./synth-stage.ts";

/** How each function of ours is traced, and whether anything may write traces. */
function traced(changes: Parameters<typeof synthStage>[0]) {
  const { distribution, admin, monitoring } = synthStage(changes);
  const stacks = [distribution, admin, monitoring];
  return {
    modes: stacks
      .flatMap((stack) => resourcesOf(stack, "AWS::Lambda::Function"))
      // CDK's own, which runs while deploying, has no environment of ours.
      .filter(({ Properties }) => "Environment" in Properties)
      .map(({ Properties }) => Properties["TracingConfig"]),
    mayWrite: stacks
      .flatMap((stack) => statementsOf(stack))
      .some(({ Action }) => Action.some((action) => action.startsWith("xray:"))),
  };
}

it("traces every function, unless the stage says not to", () => {
  const on = traced({});
  expect(on.modes).toEqual(Array(6).fill({ Mode: "Active" }));
  expect(on.mayWrite).toBe(true);

  const off = traced({ tracing: false });
  expect(off.modes).toEqual(Array(6).fill(undefined));
  expect(off.mayWrite).toBe(false);
});
