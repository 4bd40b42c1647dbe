import { type FakeServer, type Fault, MAINTENANCE_PAGE } from "../../../local/fakes/fake-server.ts";

/** What befalls a part of the calls that pay, at any API: lost answers, pages, errors, limits. */
const SOME: readonly Fault[] = [
  { when: "after_doing", answer: "cut", every: 17 },
  { when: "before_doing", answer: "cut", every: 23 },
  { when: "before_doing", answer: MAINTENANCE_PAGE, every: 29 },
  { when: "after_doing", answer: { status: 503, body: {} }, every: 31 },
  {
    when: "before_doing",
    answer: { status: 429, body: {}, headers: { "retry-after": "2" } },
    every: 37,
  },
  { when: "before_doing", answer: { status: 500, body: {} }, every: 41 },
  { when: "after_doing", answer: "silence", every: 101 },
];
const DOWN: Fault = {
  when: "before_doing",
  answer: { status: 503, body: {}, headers: { "retry-after": "20" } },
};

export function faultsOf(fake: FakeServer) {
  return {
    silences: () => fake.counts().silences,
    setFaults: (faults: "some" | "down") =>
      faults === "some" ? fake.fail(...SOME) : fake.fail(DOWN),
  };
}
