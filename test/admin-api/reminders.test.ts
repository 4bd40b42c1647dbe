import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ApiProblemError } from "../../cli/admin-api-client.ts";
import { type AdminApiWorld, startAdminApiWorld } from "./admin-api-world.ts";

let world: AdminApiWorld;
beforeAll(async () => {
  world = await startAdminApiWorld();
});
afterAll(() => world.close());

const code = (call: Promise<unknown>) =>
  call.then(
    () => "accepted",
    (error: unknown) => (error instanceof ApiProblemError ? error.problem.code : String(error)),
  );

describe("a reminder", () => {
  it("is made, changed and deleted by who may upload, and seen by everybody", async () => {
    const client = await world.clientOf("marketer");
    const admin = await world.clientOf("admin");
    const viewer = await world.clientOf("viewer");
    const plan = { timeOfDay: "10:00", note: "기획서 3쪽" };
    const event = { title: "3월 출석 이벤트", dayOfMonth: 25, defaults: { reason: "출석" }, plan };

    const made = await client.createReminder(event);
    const by = { id: "marketer", name: "마케터 (marketer)" };
    expect(made).toMatchObject({ ...event, toldAt: "09:00", revision: 1, createdBy: by });
    expect(made.next.day).toMatch(/-25$/);
    expect(made.next.title).toBe(`${Number(made.next.day.slice(5, 7))}월 출석 이벤트`);
    expect((await viewer.reminders()).items).toEqual([made]);
    expect(await viewer.reminderSettings(made.reminderId, "2027-01")).toEqual({
      ...{ title: "1월 출석 이벤트", defaults: { reason: "출석" }, plan },
    });

    const wanted = { title: "출석", dayOfMonth: 31, toldAt: "18:30", revision: 1 };
    const changed = await admin.changeReminder(made.reminderId, wanted);
    expect(changed).toMatchObject({ ...wanted, revision: 2, createdBy: by });
    expect(changed).toMatchObject({ changedBy: { id: "admin" } });
    expect(changed).not.toHaveProperty("plan");
    // They had looked at what it was before.
    expect(await code(client.changeReminder(made.reminderId, wanted))).toBe("reminder_changed");

    await client.deleteReminder(made.reminderId);
    await client.deleteReminder(made.reminderId);
    expect((await viewer.reminders()).items).toEqual([]);
    expect(await code(viewer.reminderSettings(made.reminderId))).toBe("reminder_not_found");
    expect(await code(viewer.createReminder(event))).toBe("wrong_role");
  });

  it.each([
    [{ title: "\u200b", dayOfMonth: 1 }, "blank_name"],
    [{ title: "출석", dayOfMonth: 1, pointsApi: "none" }, "unknown_points_api"],
    [{ title: "출석", dayOfMonth: 1, defaults: { extras: { none: "1" } } }, "unknown_column"],
    [{ title: "출석", dayOfMonth: 32 }, "invalid_request"],
    [{ title: "출석", dayOfMonth: 1, toldAt: "24:00" }, "invalid_request"],
  ])("is refused as a payout is: %o", async (body, refusal) => {
    const client = await world.clientOf("marketer");
    expect(await code(client.createReminder(body))).toBe(refusal);
  });
});
