import { reportCost } from "../report-cost.ts";

// Everything that Lambda does of a function before the first event: its module is loaded, which
// makes its container.
await reportCost(async (path = "", environment = "{}") => {
  Object.assign(process.env, JSON.parse(environment));
  const { handler } = await import(path);
  if (typeof handler !== "function") throw new TypeError(`${path} exports no handler.`);
  return {};
});
