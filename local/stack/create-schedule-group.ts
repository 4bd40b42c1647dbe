import {
  ConflictException,
  CreateScheduleGroupCommand,
  SchedulerClient,
} from "@aws-sdk/client-scheduler";
import { CREDENTIALS, REGION, SCHEDULE_GROUP } from "./account.ts";

/** Creates the group that payouts' schedules live in, as a deployment does. */
export async function createScheduleGroup(endpoint: string): Promise<void> {
  const scheduler = new SchedulerClient({ region: REGION, credentials: CREDENTIALS, endpoint });
  try {
    await scheduler.send(new CreateScheduleGroupCommand({ Name: SCHEDULE_GROUP }));
  } catch (error) {
    if (!(error instanceof ConflictException)) throw error;
  } finally {
    scheduler.destroy();
  }
}
