import type * as z from "zod";
import { tellingEnvironmentSchema } from "../telling/environment.ts";

/** What `tell` reads from its environment; the CDK stack is typed by it. */
export const tellEnvironmentSchema = tellingEnvironmentSchema;
export type TellEnvironment = z.input<typeof tellEnvironmentSchema>;
