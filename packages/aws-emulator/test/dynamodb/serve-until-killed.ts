import { startLocalDynamoDb } from "../../src/dynamodb/local-dynamodb.ts";
import { tableNamed } from "./tables.ts";

const [, , dataDir = "", tableName = ""] = process.argv;
const { endpoint } = await startLocalDynamoDb({ dataDir, tables: [tableNamed(tableName)] });
process.stdout.write(`${endpoint}\n`);
