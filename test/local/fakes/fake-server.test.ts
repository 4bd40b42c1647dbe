import { expect, it, onTestFinished } from "vitest";
import { type Fault, MAINTENANCE_PAGE, startFakeServer } from "../../../local/fakes/fake-server.ts";

async function setup(...faults: readonly Fault[]) {
  let done = 0;
  const fake = await startFakeServer({
    handle({ path }) {
      done += 1;
      return { status: 200, body: { path } };
    },
    pays: ({ method }) => method === "POST",
  });
  onTestFinished(() => fake.close());
  fake.fail(...faults);
  const call = async (method = "POST") =>
    fetch(`${fake.url}/a?b=c`, { method }).then(
      async (response) => [response.status, await response.text()],
      () => "cut",
    );
  return { fake, call, done: () => done };
}

const DONE = [200, '{"path":"/a"}'];

it("answers as its API does, and keeps what it was asked", async () => {
  const { fake, call } = await setup();

  expect(await call()).toEqual(DONE);
  expect(fake.calls).toMatchObject([{ method: "POST", path: "/a", text: "", json: undefined }]);
  expect(fake.calls[0]?.query.get("b")).toBe("c");
});

it("fails calls that pay, before or after it did what they ask for", async () => {
  const { call, done } = await setup({ when: "before_doing", answer: "cut" });
  expect(await call()).toBe("cut");
  expect(done()).toBe(0);
  expect(await call("GET")).toEqual(DONE);

  const after = await setup({ when: "after_doing", answer: MAINTENANCE_PAGE });
  expect(await after.call()).toEqual([200, MAINTENANCE_PAGE.body]);
  expect(after.done()).toBe(1);
});

it("fails every so many calls, so often, until it is healed", async () => {
  const answer = { status: 500, body: "no" };
  const { fake, call } = await setup({ when: "before_doing", answer, every: 2, times: 1 });
  const [no, answers] = [
    [500, "no"],
    [await call(), await call(), await call(), await call()],
  ];
  expect(answers).toEqual([DONE, no, DONE, DONE]);

  fake.fail({ when: "before_doing", answer });
  expect([await call(), await call()]).toEqual([no, no]);
  fake.heal();
  expect(await call()).toEqual(DONE);
});
