import {
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  CreateScheduleGroupCommand,
  DeleteScheduleGroupCommand,
  GetScheduleCommand,
  GetScheduleGroupCommand,
  ListScheduleGroupsCommand,
  ListSchedulesCommand,
  SchedulerClient,
  TagResourceCommand,
  UpdateScheduleCommand,
} from "@aws-sdk/client-scheduler";
import { describe, expect, it } from "vitest";
import {
  accountId,
  createSchedule,
  credentials,
  functionArn,
  queueArn,
  region,
  roleArn,
  scheduleArn,
  scheduleRequest,
  setup,
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
    const wanted = request({ Description: "payout" });
    const { $metadata: _created, ...created } = await client.send(
      new CreateScheduleCommand(wanted),
    );
    const { $metadata: _got, ...got } = await client.send(new GetScheduleCommand({ Name: "a" }));

    expect(created).toEqual({ ScheduleArn: scheduleArn("a") });
    expect(got).toEqual({
      Arn: scheduleArn("a"),
      GroupName: "default",
      Name: "a",
      Description: "payout",
      ScheduleExpression: wanted.ScheduleExpression,
      ScheduleExpressionTimezone: "UTC",
      FlexibleTimeWindow: { Mode: "OFF" },
      State: "ENABLED",
      ActionAfterCompletion: "NONE",
      CreationDate: new Date(clock.nowMs()),
      LastModificationDate: new Date(clock.nowMs()),
      Target: {
        Arn: functionArn,
        RoleArn: roleArn,
        Input: '{"name":"a"}',
        RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
      },
    });
  });

  it("replaces everything at an update: what is left out is reset", async () => {
    const { client, clock, request } = await setupApi();
    const DeadLetterConfig = { Arn: queueArn };
    await createSchedule(
      client,
      request({
        Description: "first",
        Target: { Arn: functionArn, RoleArn: roleArn, DeadLetterConfig },
      }),
    );
    clock.advance(1000);
    await client.send(new UpdateScheduleCommand(request()));
    const updated = await client.send(new GetScheduleCommand({ Name: "a" }));
    expect(updated.Description).toBeUndefined();
    expect(updated.Target?.DeadLetterConfig).toBeUndefined();
    expect(updated.LastModificationDate).toEqual(new Date(clock.nowMs()));
  });

  it("answers the same request under the same token alike, and refuses another", async () => {
    const { client, request } = await setupApi();
    await createSchedule(client, request({ ClientToken: "t1" }));
    await createSchedule(client, request({ ClientToken: "t1" }));
    await expect(
      createSchedule(client, request({ ClientToken: "t1", Description: "other" })),
    ).rejects.toMatchObject({ name: "ConflictException", $metadata: { httpStatusCode: 409 } });
    await expect(createSchedule(client, request({ ClientToken: "t2" }))).rejects.toThrow(
      "Schedule a already exists.",
    );
  });

  it("lists by group, prefix and state, page by page", async () => {
    const { client, clock } = await setupApi();
    await client.send(new CreateScheduleGroupCommand({ Name: "g" }));
    const make = (Name: string, overrides: Partial<CreateScheduleCommandInput> = {}) =>
      createSchedule(client, scheduleRequest(Name, clock, HOUR_MS, overrides));
    for (const name of ["b3", "b1", "b2"]) await make(name, { GroupName: "g" });
    await make("c", { GroupName: "g" });
    await make("b1");
    await make("b4", { GroupName: "g", State: "DISABLED" });

    const query = {
      GroupName: "g",
      NamePrefix: "b",
      State: "ENABLED",
      MaxResults: 2,
    } as const;
    const first = await client.send(new ListSchedulesCommand(query));
    const second = await client.send(
      new ListSchedulesCommand({ ...query, NextToken: first.NextToken }),
    );
    const names = [first, second].map(({ Schedules }) => Schedules?.map(({ Name }) => Name));
    expect(names).toEqual([["b1", "b2"], ["b3"]]);
    expect(second.NextToken).toBeUndefined();
    const all = await client.send(new ListSchedulesCommand({}));
    expect(all.Schedules).toHaveLength(6);
    expect(all.Schedules?.[0]).toEqual({
      Arn: scheduleArn("b1"),
      Name: "b1",
      GroupName: "default",
      State: "ENABLED",
      CreationDate: new Date(clock.nowMs()),
      LastModificationDate: new Date(clock.nowMs()),
      Target: { Arn: functionArn },
    });
  });

  it("shows what exists to a plain GET without a signature", async () => {
    const { client, endpoint, request } = await setupApi();
    await createSchedule(client, request());
    const response = await fetch(`${endpoint}/schedules`);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ Schedules: [{ Name: "a" }] });
  });
});

describe("groups", () => {
  it("has the default group from the beginning, and others as they are made", async () => {
    const { client, clock } = await setupApi();
    const { ScheduleGroupArn } = await client.send(new CreateScheduleGroupCommand({ Name: "g" }));
    const arn = `arn:aws:scheduler:${region}:${accountId}:schedule-group/g`;
    expect(ScheduleGroupArn).toBe(arn);
    const { $metadata: _metadata, ...group } = await client.send(
      new GetScheduleGroupCommand({ Name: "g" }),
    );
    expect(group).toEqual({
      Arn: arn,
      Name: "g",
      State: "ACTIVE",
      CreationDate: new Date(clock.nowMs()),
      LastModificationDate: new Date(clock.nowMs()),
    });
    const { ScheduleGroups } = await client.send(new ListScheduleGroupsCommand({}));
    expect(ScheduleGroups?.map(({ Name }) => Name)).toEqual(["default", "g"]);
  });

  it("takes its schedules along when it is deleted", async () => {
    const { client, request } = await setupApi();
    await client.send(new CreateScheduleGroupCommand({ Name: "g" }));
    await createSchedule(client, request({ GroupName: "g" }));
    await client.send(new DeleteScheduleGroupCommand({ Name: "g" }));
    expect((await client.send(new ListSchedulesCommand({}))).Schedules).toEqual([]);
    await expect(createSchedule(client, request({ GroupName: "g" }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });

  it("keeps the default group", async () => {
    const { client } = await setupApi();
    await expect(
      client.send(new DeleteScheduleGroupCommand({ Name: "default" })),
    ).rejects.toMatchObject({ name: "ValidationException" });
  });
});

describe("wrong requests", () => {
  const target = { Arn: functionArn, RoleArn: roleArn };
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
    "a recurring schedule": [{ ScheduleExpression: "rate(5 minutes)" }, /at\(\.\.\.\) schedules/],
    "an unknown zone": [{ ScheduleExpressionTimezone: "Asia/Soul" }, /Timezone Asia\/Soul/],
    "a window without a length": [{ FlexibleTimeWindow: { Mode: "FLEXIBLE" } }, /MaximumWindow/],
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
      client.send(new UpdateScheduleCommand(request())),
      client.send(new GetScheduleGroupCommand({ Name: "g" })),
      client.send(new ListSchedulesCommand({ GroupName: "g" })),
      createSchedule(client, request({ GroupName: "g" })),
    ];
    for (const call of calls) await expect(call).rejects.toMatchObject(notFound);
  });

  it("refuses operations it has not got and page tokens it did not give", async () => {
    const { client } = await setupApi();
    await expect(
      client.send(new TagResourceCommand({ ResourceArn: scheduleArn("a"), Tags: [] })),
    ).rejects.toMatchObject({ name: "UnknownOperationException" });
    await expect(
      client.send(new ListSchedulesCommand({ NextToken: "forged" })),
    ).rejects.toMatchObject({ name: "ValidationException" });
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
