import { type Mutant, mutantIn } from "./mutant.ts";

const CORRECTIONS = "adapters/dynamodb/ledger-corrections.ts";
const CLAIM = "adapters/dynamodb/ledger-claim.ts";
const SETTLE = "adapters/dynamodb/ledger-settle.ts";
const TALLIES = "adapters/dynamodb/ledger-tallies.ts";
const ENTRY = "adapters/dynamodb/ledger-entry-item.ts";
const LEDGER = "adapters/dynamodb/dynamodb-ledger-store.ts";
const CHUNK = "adapters/dynamodb/ledger-chunk.ts";
const GATHERED = "adapters/dynamodb/gathered-writes.ts";
const LEASES = "adapters/dynamodb/dynamodb-lease-store.ts";
const PAYOUTS = "adapters/dynamodb/dynamodb-payout-store.ts";
const DELIVERY_STATES = "adapters/dynamodb/dynamodb-delivery-state-store.ts";
const TABLE = "adapters/dynamodb/dynamodb-table.ts";

const mutant = mutantIn("DynamoDB");

/** What keeps the stores of adapters/dynamodb right, taken away piece by piece. */
export const DYNAMODB_MUTANTS: readonly Mutant[] = [
  mutant("account-not-kept", "A claim does not write the account that the payment is asked for.", [
    CLAIM,
    "    accountId: payment.accountId,\n",
    "",
  ]),
  mutant("claim-without-condition", "A claim is written over whatever stands there.", [
    CLAIM,
    'const NEVER_CLAIMED = "attribute_not_exists(pk)";',
    'const NEVER_CLAIMED = "attribute_not_exists(nothing)";',
  ]),
  mutant("claim-token-unread", "A claim whose answer was lost does not know its own write.", [
    CLAIM,
    "if (entry?.claimToken === claim.claimToken) return resultOf(entry);",
    "if (entry?.claimToken === undefined && entry !== undefined) return resultOf(entry);",
  ]),
  mutant("lost-takeover-is-fresh", "A claim in doubt whose answer was lost is taken as fresh.", [
    CLAIM,
    "  return inDoubt(entry);\n",
    '  return { kind: "fresh" };\n',
  ]),
  mutant("takeover-from-anyone", "A claim is taken over whoever's fence is newer.", [
    CLAIM,
    '"#state = :sending AND #fence < :fence"',
    '"#state = :sending AND (#fence < :fence OR #fence >= :fence)"',
  ]),
  mutant("released-claim-revived", "A late duplicate of a claim revives what was given back.", [
    CLAIM,
    'const NOT_BY_THIS_CLAIM = "#claimToken <> :claimToken";',
    'const NOT_BY_THIS_CLAIM = "(#claimToken <> :claimToken OR attribute_exists(pk))";',
  ]),
  mutant("settled-is-released", "Whatever state a payment is in, its claim is taken back.", [
    CLAIM,
    'const OURS_IN_FLIGHT = "#state = :sending AND #fence = :fence";',
    'const OURS_IN_FLIGHT = "#state = :sending OR #fence = :fence";',
  ]),
  mutant(
    "settle-of-any-fence",
    "A worker that was overtaken settles what a newer one has in flight.",
    [
      SETTLE,
      "{UNDECIDED.expression} AND #fence <= :fence`,",
      "{UNDECIDED.expression} AND (#fence <= :fence OR #fence > :fence)`,",
    ],
    [
      LEDGER,
      'placeholdersOf({ ...entryKey(ref), state: "sending", fence });',
      'placeholdersOf({ ...entryKey(ref), state: "sending", ...(fence < 0 ? { fence } : {}) });',
    ],
  ),
  mutant(
    "gathered-settle-of-any-state",
    "A gathered outcome is written over whatever stands there.",
    [
      LEDGER,
      'placeholdersOf({ ...entryKey(ref), state: "sending", fence });',
      "placeholdersOf({ ...entryKey(ref), fence });",
    ],
  ),
  mutant("paid-overwritten", "A later outcome replaces `paid` in the ledger.", [
    SETTLE,
    "{UNDECIDED.expression} AND #fence <= :fence`,",
    "{UNDECIDED.expression} OR #fence <= :fence`,",
  ]),
  mutant("paid-twice-over", "Proof of payment replaces the proof that stands there.", [
    SETTLE,
    'expression: "(#state = :sending OR #state = :accepted)",\n',
    'expression: "(#state = :sending OR #state = :accepted OR attribute_exists(pk))",\n',
  ]),
  mutant("evidence-loses", "Proof of payment does not overrule `unknown`.", [
    SETTLE,
    'if (entry.state === "paid") return isStored(entry, settlement);',
    'if (entry.state !== "sending") return isStored(entry, settlement);',
  ]),
  mutant("stale-tally", "A closed chunk stays closed when proof changes one of its payments.", [
    SETTLE,
    "  await reopenChunk(table, ref.payoutId, ref.chunk);\n",
    "",
  ]),
  mutant(
    "reopened-chunk-closed",
    "A chunk that was reopened is closed with the counts of before.",
    [TALLIES, "{NOT_CLOSED}) AND ${", "{NOT_CLOSED}) OR ${"],
  ),
  mutant("open-chunk-not-counted", "What settled since is not in the tally of an open chunk.", [
    TALLIES,
    'if (state === "sending" || state === "released") continue;',
    'if (state !== "rejected") continue;',
  ]),
  mutant("chunk-read-eventually", "The entries of a chunk are read as a replica has them.", [
    CHUNK,
    "    ConsistentRead: true,\n",
    "",
  ]),
  mutant("entry-read-eventually", "An entry is read as a replica has it.", [
    ENTRY,
    "Key: entryKey(ref), ConsistentRead: true }",
    "Key: entryKey(ref) }",
  ]),
  mutant("tallies-read-eventually", "Which chunks were begun is read as a replica has it.", [
    TALLIES,
    '":prefix": TALLY_SK_PREFIX },\n    ConsistentRead: true,',
    '":prefix": TALLY_SK_PREFIX },',
  ]),
  mutant("count-read-eventually", "An open chunk is counted as a replica has it.", [
    TALLIES,
    '":pk": chunkPk(payoutId, chunk) },\n    ConsistentRead: true,',
    '":pk": chunkPk(payoutId, chunk) },',
  ]),
  mutant(
    "batch-speaks-for-all",
    "Every statement of a batch that was answered is taken as written.",
    [
      GATHERED,
      "Responses.map(({ Error: error }) => error === undefined)",
      "Responses.map(() => true)",
    ],
  ),
  mutant("duplicate-is-fresh", "A claim that a batch found to be a duplicate is taken as fresh.", [
    GATHERED,
    "=> error === undefined)",
    '=> error === undefined || error.Code === "DuplicateItem")',
  ]),
  mutant("lost-batch-is-written", "A batch whose answer was lost is taken as written.", [
    GATHERED,
    "for (const { tell } of group) tell(false);",
    "for (const { tell } of group) tell(true);",
  ]),
  mutant("failed-condition-is-written", "A write whose condition failed is taken as written.", [
    TABLE,
    "if (error instanceof ConditionalCheckFailedException) return false;",
    "if (error instanceof ConditionalCheckFailedException) return true;",
  ]),
  mutant("lease-for-everyone", "A lease is given although somebody holds it.", [
    LEASES,
    'const FREE = "#expiresAtMs <= :nowMs";',
    'const FREE = "(#expiresAtMs <= :nowMs OR #expiresAtMs > :nowMs)";',
  ]),
  mutant(
    "lease-acquired-again",
    "A late duplicate of an acquisition acquires the lease once more.",
    [
      LEASES,
      'const NOT_YET_ACQUIRED = "#acquisition <> :acquisition";',
      'const NOT_YET_ACQUIRED = "(#acquisition <> :acquisition OR attribute_exists(pk))";',
    ],
  ),
  mutant("lease-of-another-renewed", "A lease is renewed although another took it since.", [
    LEASES,
    "{STILL_OURS} AND ${",
    "{STILL_OURS} OR attribute_exists(pk) AND ${",
  ]),
  mutant("renewal-shortens", "A late duplicate of a renewal shortens what a newer one prolonged.", [
    LEASES,
    'const PROLONGS = "#expiresAtMs <= :expiresAtMs";',
    'const PROLONGS = "(#expiresAtMs <= :expiresAtMs OR attribute_exists(pk))";',
  ]),
  mutant("lost-lease-not-noticed", "A lease that could not be renewed is taken as renewed.", [
    LEASES,
    "return stored !== undefined && isStillOurs(stored, lease) ? renewed : undefined;",
    "return stored !== undefined && stored.fence > 0 ? renewed : undefined;",
  ]),
  mutant("lease-of-another-released", "Whoever holds it now, a lease is released.", [
    LEASES,
    "ConditionExpression: STILL_OURS,",
    "ConditionExpression: `(${" + "STILL_OURS}) OR attribute_exists(pk)`,",
  ]),
  mutant(
    "payout-changed-blindly",
    "A payout is changed although somebody changed it since it was read.",
    [
      PAYOUTS,
      'const AS_IT_WAS_READ = "#payout.#revision = :readRevision";',
      'const AS_IT_WAS_READ = "#payout.#revision = :readRevision OR attribute_exists(pk)";',
    ],
  ),
  mutant(
    "lost-change-is-conflict",
    "A change whose answer was lost is taken for somebody else's.",
    [PAYOUTS, "if (!(await isInTrail(table, event)))", "if (await isInTrail(table, event))"],
  ),
  mutant("conflict-is-success", "A change that somebody else's came before is taken as made.", [
    PAYOUTS,
    "if (!(await isInTrail(table, event)))",
    'if (event.eventId === "nobody")',
  ]),
  mutant("payout-read-eventually", "A payout is read as a replica has it.", [
    PAYOUTS,
    '          ConsistentRead: true,\n          ProjectionExpression: "#payout",',
    '          ProjectionExpression: "#payout",',
  ]),
  mutant(
    "delivery-state-saved-blindly",
    "A delivery state is written over what somebody else published since.",
    [
      DELIVERY_STATES,
      'const AS_IT_WAS_READ = "#telling.#version = :previousVersion";',
      'const AS_IT_WAS_READ = "#telling.#version = :previousVersion OR attribute_exists(pk)";',
    ],
  ),
  mutant(
    "settled-over-proof",
    "A person settles as not paid what is proved to be paid.",
    [
      CORRECTIONS,
      'const IN_DOUBT = "#state = :unknown";',
      'const IN_DOUBT = "(#state = :unknown OR attribute_exists(pk))";',
    ],
    [
      CORRECTIONS,
      'if (entry?.state === "unknown") return true;',
      "if (entry !== undefined) return true;",
    ],
  ),
  mutant("settled-and-not-recounted", "What a person settles changes no chunk's count.", [
    CORRECTIONS,
    "    await reopenChunk(table, ref.payoutId, ref.chunk);\n",
    "    if (before === undefined) await reopenChunk(table, ref.payoutId, ref.chunk);\n",
  ]),
  mutant("retried-by-two", "A payment that one retry pays is handed to another one.", [
    "adapters/dynamodb/ledger-holders.ts",
    "const isFree = instead === undefined ? HELD_BY_NOBODY : STILL_AS_READ;",
    'const isFree = instead === undefined ? "attribute_exists(pk)" : STILL_AS_READ;',
  ]),
];
