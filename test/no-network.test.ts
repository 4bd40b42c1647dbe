import { fork } from "node:child_process";
import { createServer } from "node:http";
import { connect } from "node:net";
import { it } from "vitest";

// What a unit test catches must not hide that it tried.
it.fails.each([
  ["connects", () => void connect(1, "127.0.0.1")],
  ["fetches", () => fetch("http://127.0.0.1:8080")],
  ["listens", () => void createServer().listen(0)],
  ["starts a process", () => void fork("none.ts")],
])("a unit test fails that %s, even if it catches the error", async (_, attempt) => {
  try {
    await attempt();
  } catch {}
});
