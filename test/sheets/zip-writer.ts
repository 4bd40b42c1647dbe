import { crc32, deflateRawSync } from "node:zlib";

/** One entry of a zip file; the rarer fields are for building files that lie. */
export interface ZipEntry {
  readonly name: string;
  readonly data: Buffer | string;
  readonly stored?: boolean;
  /** Size the directory declares instead of the real one. */
  readonly declaredBytes?: number;
  readonly crc?: number;
  readonly flags?: number;
  readonly method?: number;
  /** Name in the local header, when it is another than the directory's. */
  readonly localName?: string;
  /** Data already deflated, with `declaredBytes` and `crc` given: for bombs. */
  readonly packed?: Buffer;
}

/** Writes a zip file, independent of the program under test. */
export function writeZip(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const data = Buffer.from(entry.data);
    const packed = entry.packed ?? (entry.stored ? data : deflateRawSync(data));
    const fixed = Buffer.alloc(26);
    fixed.writeUInt16LE(20, 0);
    fixed.writeUInt16LE(entry.flags ?? 0x0800, 2);
    fixed.writeUInt16LE(entry.method ?? (entry.stored ? 0 : 8), 4);
    fixed.writeUInt32LE(0x5a21_0000, 6);
    fixed.writeUInt32LE(entry.crc ?? crc32(data), 10);
    fixed.writeUInt32LE(packed.length, 14);
    fixed.writeUInt32LE(entry.declaredBytes ?? data.length, 18);
    const localName = Buffer.from(entry.localName ?? entry.name);
    const name = Buffer.from(entry.name);
    const local = Buffer.concat([Buffer.from("PK\u0003\u0004"), fixed, localName, packed]);
    local.writeUInt16LE(localName.length, 26);
    const central = Buffer.concat([
      Buffer.from("PK\u0001\u0002"),
      Buffer.from([20, 0]),
      fixed,
      Buffer.alloc(14),
      name,
    ]);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(offset, 42);
    locals.push(local);
    directory.push(central);
    offset += local.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006", "latin1");
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listing.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, listing, end]);
}
