import type * as z from "zod";
import { tellingEnvironmentSchema } from "../telling/environment.ts";

/** What `watch` reads from its environment; the CDK stack is typed by it. */
export const watchEnvironmentSchema = tellingEnvironmentSchema;
export type WatchEnvironment = z.input<typeof watchEnvironmentSchema>;
