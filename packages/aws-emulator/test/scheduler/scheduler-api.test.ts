import {
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  CreateScheduleGroupCommand,
  DeleteScheduleCommand,
  GetScheduleCommand,
  ListSchedulesCommand,
  SchedulerClient,
  UpdateScheduleCommand,
} from "@aws-sdk/client-scheduler";
import { describe, expect, it } from "vitest";
import {
  accountId,
  createSchedule,
  credentials,
  functionArn,
  region,
  scheduleArn,
  scheduleRequest,
  setup,
  target,
} from "./setup-scheduler.ts";

const HOUR_MS = 3_600_000;

async function setupApi() {
  const parts = await setup();
  const scheduler = await parts.start();
  const request = (overrides: Partial<CreateScheduleCommandInput> = {}) =>
    scheduleRequest("a", parts.clock, HOUR_MS, overrides);
  return { ...parts, ...scheduler, request };
}

describe("schedules", () => {
  it("tells a schedule as it was made, with AWS's defaults", async () => {
    const { client, clock, request } = await setupApi();
    const wanted = request();
    const { $metadata: _created, ...created } = await client.send(
      new CreateScheduleCommand(wanted),
    );
    const { $metadata: _got, ...got } = await client.send(new GetScheduleCommand({ Name: "a" }));

    expect(created).toEqual({ ScheduleArn: scheduleArn("a") });
    expect(got).toEqual({
      Arn: scheduleArn("a"),
      GroupName: "default",
      Name: "a",
      ScheduleExpression: wanted.ScheduleExpression,
      ScheduleExpressionTimezone: "UTC",
      FlexibleTimeWindow: { Mode: "OFF" },
      State: "ENABLED",
      ActionAfterCompletion: "NONE",
      CreationDate: new Date(clock.nowMs()),
      LastModificationDate: new Date(clock.nowMs()),
      Target: {
        ...target,
        Input: '{"name":"a"}',
        RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
      },
    });
  });

  it("answers the same request under the same token alike, and refuses another", async () => {
    const { client, request } = await setupApi();
    await createSchedule(client, request({ ClientToken: "t1" }));
    await createSchedule(client, request({ ClientToken: "t1" }));
    await expect(
      createSchedule(client, request({ ClientToken: "t1", Target: { ...target, Input: "{}" } })),
    ).rejects.toMatchObject({ name: "ConflictException", $metadata: { httpStatusCode: 409 } });
    await expect(createSchedule(client, request({ ClientToken: "t2" }))).rejects.toThrow(
      "Schedule a already exists.",
    );
  });

  it("shows what exists to a plain GET without a signature", async () => {
    const { client, endpoint, request } = await setupApi();
    await createSchedule(client, request());
    const response = await fetch(`${endpoint}/schedules`);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ Schedules: [{ Name: "a" }] });
  });
});

describe("a group", () => {
  it("has schedules of its own, and is made once", async () => {
    const { client, request } = await setupApi();
    const group = new CreateScheduleGroupCommand({ Name: "g" });
    const { ScheduleGroupArn } = await client.send(group);
    expect(ScheduleGroupArn).toBe(`arn:aws:scheduler:${region}:${accountId}:schedule-group/g`);
    await expect(client.send(group)).rejects.toMatchObject({ name: "ConflictException" });
    await createSchedule(client, request({ GroupName: "g" }));
    const named = { Name: "a", GroupName: "g" };
    expect(await client.send(new GetScheduleCommand(named))).toMatchObject(named);
    await expect(client.send(new GetScheduleCommand({ Name: "a" }))).rejects.toThrow("not exist");
  });
});

describe("wrong requests", () => {
  const refused: Record<string, [Partial<CreateScheduleCommandInput>, RegExp]> = {
    "no expression": [
      { ScheduleExpression: undefined },
      /^1 validation error detected: Value at 'scheduleExpression' .* must not be null$/,
    ],
    "no target": [{ Target: undefined }, /'target' .* must not be null/],
    "no flexible time window": [{ FlexibleTimeWindow: undefined }, /'flexibleTimeWindow'/],
    "no role": [{ Target: { ...target, RoleArn: undefined } }, /'target.roleArn'/],
    "a role that is none": [
      { Target: { ...target, RoleArn: "role" } },
      /'target.roleArn' .* regular expression pattern/,
    ],
    "a name too long": [{ Name: "n".repeat(65) }, /'name' .* less than or equal to 64/],
    "a name with other characters": [{ Name: "a b" }, /'name' .* regular expression pattern/],
    "milliseconds in the time": [
      { ScheduleExpression: "at(2030-01-01T00:00:00.000)" },
      /^Invalid Schedule Expression at\(2030-01-01T00:00:00.000\)\.$/,
    ],
    "a day that does not exist": [
      { ScheduleExpression: "at(2030-02-30T00:00:00)" },
      /^Invalid Schedule Expression/,
    ],
    "a time that has passed": [
      { ScheduleExpression: "at(2020-01-01T00:00:00)" },
      /^Invalid Schedule Expression at\(2020-01-01T00:00:00\)\. The time has passed\.$/,
    ],
    "a recurring schedule": [
      { ScheduleExpression: "rate(5 minutes)" },
      /^Invalid Schedule Expression rate\(5 minutes\)\.$/,
    ],
    "another zone": [{ ScheduleExpressionTimezone: "Asia/Seoul" }, /enum value set: \[UTC\]/],
    "a window": [
      { FlexibleTimeWindow: { Mode: "FLEXIBLE", MaximumWindowInMinutes: 5 } },
      /'flexibleTimeWindow.mode' .* enum value set: \[OFF\]/,
    ],
    "a member that is not emulated": [{ Description: "payout" }, /Description/],
    "an input with a context attribute": [
      { Target: { ...target, Input: '{"id":"<aws.scheduler.execution-id>"}' } },
      /context attributes/,
    ],
    "an input over 256 KB": [
      { Target: { ...target, Input: JSON.stringify("가".repeat(90_000)) } },
      /'target.input' .* less than or equal to 262144/,
    ],
    "an input for a function that is no JSON": [
      { Target: { ...target, Input: "pay" } },
      /well-formed JSON/,
    ],
    "too many retries": [
      { Target: { ...target, RetryPolicy: { MaximumRetryAttempts: 186 } } },
      /'target.retryPolicy.maximumRetryAttempts' .* less than or equal to 185/,
    ],
    "too short an event age": [
      { Target: { ...target, RetryPolicy: { MaximumEventAgeInSeconds: 59 } } },
      /'target.retryPolicy.maximumEventAgeInSeconds' .* greater than or equal to 60/,
    ],
    "a dead-letter queue that is none": [
      { Target: { ...target, DeadLetterConfig: { Arn: functionArn } } },
      /'target.deadLetterConfig.arn'/,
    ],
  };

  it.each(Object.entries(refused))("refuses %s", async (_what, [overrides, message]) => {
    const { client, request } = await setupApi();
    await expect(createSchedule(client, request(overrides))).rejects.toMatchObject({
      name: "ValidationException",
      message: expect.stringMatching(message),
      $metadata: { httpStatusCode: 400 },
    });
  });

  it("knows no schedule and no group that was not made", async () => {
    const { client, request } = await setupApi();
    const notFound = { name: "ResourceNotFoundException", $metadata: { httpStatusCode: 404 } };
    const calls = [
      client.send(new GetScheduleCommand({ Name: "a" })),
      client.send(new DeleteScheduleCommand({ Name: "a" })),
      createSchedule(client, request({ GroupName: "g" })),
    ];
    for (const call of calls) await expect(call).rejects.toMatchObject(notFound);
  });

  it("refuses operations it has not got", async () => {
    const { client, request } = await setupApi();
    const unknown = { name: "UnknownOperationException" };
    await expect(client.send(new UpdateScheduleCommand(request()))).rejects.toMatchObject(unknown);
    const list = new ListSchedulesCommand({ NamePrefix: "a" });
    await expect(client.send(list)).rejects.toMatchObject(unknown);
  });

  it("believes no one without the right key", async () => {
    const { endpoint, request } = await setupApi();
    const forger = new SchedulerClient({
      endpoint,
      region,
      credentials: { ...credentials, secretAccessKey: "guessed" },
    });
    await expect(createSchedule(forger, request())).rejects.toMatchObject({
      name: "InvalidSignatureException",
      $metadata: { httpStatusCode: 403 },
    });
    const unsigned = await fetch(`${endpoint}/schedules/a`, { method: "DELETE" });
    expect(unsigned.status).toBe(403);
    expect(unsigned.headers.get("x-amzn-errortype")).toBe("MissingAuthenticationTokenException");
  });

  it("says so when a request is too large", async () => {
    const { endpoint } = await setupApi();
    const body = "x".repeat(3_000_000);
    const response = await fetch(`${endpoint}/schedules/a`, { method: "POST", body });
    expect(response.status).toBe(413);
  });
});
