import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Fast tests touch neither network nor processes; the rest starts real parts. */
const UNIT = [
  "test/{domain,presentation}/**/*.test.ts",
  "test/adapters/{sheet,points-api,oidc}/**/*.test.ts",
];

/** Files that take longest, in this order: begun late, the last of them would run alone. */
const LONG = ["/kill/", "/browser/", "/stack/", "/recorded-calls.", "/simulation/", "/bench/"];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rankOf = ({ moduleId }: TestSpecification) => {
      const at = LONG.findIndex((part) => moduleId.includes(part));
      return at === -1 ? LONG.length : at;
    };
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => rankOf(one) - rankOf(other));
  }
}

export default defineConfig({
  test: {
    pool: "forks",
    // Most of the time a test waits for a process: every core has a file to run.
    maxWorkers: "100%",
    sequence: { sequencer: LongestFirst },
    // A busy machine takes its time; only what hangs is ended.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 120_000 } },
    projects: [
      { extends: true, test: { name: "unit", include: UNIT } },
      {
        extends: true,
        test: {
          // The suites of the contract once more, on the DynamoDB that the others' doubles are made of.
          name: "memory-dynamodb",
          include: ["test/contract/dynamodb-*.test.ts"],
          exclude: ["test/contract/dynamodb-undici-handler.test.ts"],
          provide: { dynamoDb: "memory" },
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: ["{test,packages/*/test}/**/*.test.ts"],
          exclude: UNIT,
        },
      },
    ],
  },
});
