import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Tests without network or processes, as `test/no-network.ts` sees to; those that are slow are left out. */
const UNIT = [
  "test/no-network.test.ts",
  "test/{domain,presentation}/**/!(durable-plan).test.ts",
  "test/admin-page/*.test.{ts,tsx}",
  "{test/adapters/points-api/settings-of-description,test/connectors/http/bulk-options}.test.ts",
  "packages/aws-emulator/test/{dynamodb/memory,s3/*chunked,s3/form-}*.test.ts",
  "packages/aws-emulator/test/signature/*.test.ts",
  "packages/slack-emulator/test/block-kit.test.ts",
  "test/adapters/sheet/**/!(hostile|other-readers|properties|shortcut|shown-text).test.ts",
];

/** Files that take longest, in this order: begun late, the last of them would run alone. */
const LONG = [
  "/browser/page.",
  "/kill/kill.",
  "/infra/recorded-calls.",
  "/browser/to-a-signed-receipt.",
  "/stack/restored-table.",
  "/publish/published.",
  "/browser/recovery.",
  "/stack/",
  "/simulation/",
  "/kill/",
  "/browser/",
  "/connectors/thousand-users.",
  "/problem-workbook-unmended.",
  "/bench/",
  "/admin-api/personal-data.",
  "/sheet/hostile.",
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rankOf = ({ moduleId }: TestSpecification) => {
      const at = LONG.findIndex((part) => moduleId.includes(part));
      return at === -1 ? LONG.length : at;
    };
    // A process goes on with the next file only where that is of the same project.
    const numberOf = ({ project }: TestSpecification) => project.vitest.projects.indexOf(project);
    const sorted = await super.sort(files);
    return sorted.toSorted(
      (one, other) => rankOf(one) - rankOf(other) || numberOf(one) - numberOf(other),
    );
  }
}

export default defineConfig({
  test: {
    pool: "forks",
    // A process loads what it tests once for all its files: loading took a quarter of the time.
    isolate: false,
    globalSetup: "test/synth-directory.ts",
    // Tests wait for processes, and for time to pass, half of their time: five files for two cores.
    maxWorkers: Math.ceil(availableParallelism() * 2.5),
    sequence: { sequencer: LongestFirst },
    // A busy machine takes its time; only what hangs is ended.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // Each look is a request or more to a stack that shares the cores with the tests.
    expect: { poll: { timeout: 120_000, interval: 250 } },
    projects: [
      { extends: true, test: { name: "unit", include: UNIT, setupFiles: ["test/no-network.ts"] } },
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
          globalSetup: "test/prepare-run.ts",
          include: ["{test,packages/*/test}/**/*.test.ts"],
          exclude: UNIT,
        },
      },
    ],
  },
});
