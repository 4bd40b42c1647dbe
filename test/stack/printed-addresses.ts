import type { ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";

/** Reads the addresses that a stack in a process of its own prints for people. */
export async function printedAddresses(child: ChildProcess) {
  const found = new Map<string, string>();
  if (child.stdout === null) throw new Error("The stack has no output.");
  for await (const line of createInterface({ input: child.stdout })) {
    const [, name, url] = /^ {2}(\S.*?) {2,}(http\S+)$/.exec(line) ?? [];
    if (name !== undefined && url !== undefined) found.set(name, url);
    if (line.startsWith("Stop it")) break;
  }
  child.stdout.resume();
  const of = (name: string): string => {
    const url = found.get(name);
    if (url === undefined) throw new Error(`The stack printed no address of ${name}.`);
    return url;
  };
  return {
    origin: of("Page and API"),
    pointsUrl: new URL("/", of("Points API")).href,
    slackPageUrl: of("Slack channel"),
    endpoints: {
      ...{ scheduler: new URL("/", of("Schedules")).href, cognito: of("User pool") },
      ...{ s3: "", dynamoDb: "", lambda: "" },
    },
  };
}
