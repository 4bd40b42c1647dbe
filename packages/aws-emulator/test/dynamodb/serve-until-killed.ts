import { tableDefinition } from "../../../../adapters/dynamodb/table.ts";
import { startLocalDynamoDb } from "../../src/dynamodb/local-dynamodb.ts";

const [, , dataDir = "", tableName = ""] = process.argv;
const { endpoint } = await startLocalDynamoDb({ dataDir, tables: [tableDefinition(tableName)] });
process.stdout.write(`${endpoint}\n`);
