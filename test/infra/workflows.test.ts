import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const FOLDER = ".github/workflows";
const workflows = readdirSync(FOLDER).map((file) => ({
  file,
  text: readFileSync(join(FOLDER, file), "utf8"),
}));

/** The jobs of a workflow as text, by their id. */
function jobsOf(text: string): Readonly<Record<string, string>> {
  const [, jobs = ""] = text.split(/^jobs:\n/m);
  const parts = jobs.split(/^ {2}([\w-]+):\n/m).slice(1);
  return Object.fromEntries(
    parts.flatMap((part, index) => (index % 2 === 0 ? [[part, parts[index + 1] ?? ""]] : [])),
  );
}

const commandsOf = (job: string) =>
  [...job.matchAll(/^ +(?:- )?run: (.*)$/gm)].map(([, command = ""]) => command);

it.each(workflows)("runs no action but at a commit that can't move: $file", ({ text }) => {
  const used = [...text.matchAll(/uses: (.*)$/gm)].map(([, action = ""]) => action);
  expect(used.length).toBeGreaterThan(0);
  for (const action of used) {
    expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  }
});

describe("a deployment from GitHub", () => {
  const {
    prepare = "",
    deploy = "",
    ...others
  } = jobsOf(readFileSync(join(FOLDER, "deploy.yml"), "utf8"));

  it("runs packages' scripts, tests and synthesis where no token can be asked for", () => {
    expect(Object.keys(others)).toEqual([]);
    expect(commandsOf(prepare)).toEqual(["npm ci", "npm test", "npm run synth"]);
    expect(prepare).not.toContain("id-token");
    expect(prepare).not.toContain("secrets.");
    expect(prepare).not.toMatch(/^ {4}environment:/m);
  });

  it("holds the token where nothing but the CDK's command line runs, on what was tested", () => {
    expect(deploy).toContain("needs: prepare");
    expect(deploy).toContain("id-token: write");
    const [install, ...then] = commandsOf(deploy).filter((command) => command !== "|");
    expect(install).toBe("npm ci --ignore-scripts");
    for (const command of then) {
      expect(command).toMatch(
        /^node \.\.\/node_modules\/aws-cdk\/bin\/cdk (diff|deploy) --app \. /,
      );
    }
  });

  it("widens permissions only for a commit that somebody named as read", () => {
    const cdk = commandsOf(deploy).filter((command) => command.includes("bin/cdk"));
    expect(cdk).toEqual([
      expect.stringMatching(/ diff .*--security-only --fail-on broadening$/),
      expect.stringMatching(/ deploy .*--require-approval "\$APPROVAL"$/),
    ]);
    expect(deploy).toContain("if: inputs.reviewed != github.sha");
    expect(deploy).toContain("inputs.reviewed == github.sha && 'never' || 'broadening'");
  });
});
