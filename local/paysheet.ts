#!/usr/bin/env node
import { runPaysheet } from "./run-paysheet.ts";

process.exitCode = await runPaysheet({
  args: process.argv.slice(2),
  env: process.env,
  output: process.stdout,
  errors: process.stderr,
});
