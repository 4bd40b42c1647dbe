/** Bytes taken in at a time for a 256-bit result. */
const RATE_BYTES = 136;
const ROUNDS = 24;
const MASK = (1n << 64n) - 1n;

/** Keccak-256 as Ethereum uses it: with the padding from before SHA-3 became a standard. */
export function keccak256(message: Uint8Array): Uint8Array {
  const padded = new Uint8Array(Math.ceil((message.length + 1) / RATE_BYTES) * RATE_BYTES);
  padded.set(message);
  padded[message.length] = 0x01;
  padded[padded.length - 1] = (padded.at(-1) ?? 0) | 0x80;
  const state = new BigUint64Array(25);
  const words = new DataView(padded.buffer);
  for (let offset = 0; offset < padded.length; offset += RATE_BYTES) {
    for (let lane = 0; lane < RATE_BYTES / 8; lane += 1) {
      xorInto(state, lane, words.getBigUint64(offset + lane * 8, true));
    }
    permute(state);
  }
  const out = new DataView(new ArrayBuffer(32));
  for (let lane = 0; lane < 4; lane += 1) out.setBigUint64(lane * 8, at(state, lane), true);
  return new Uint8Array(out.buffer);
}

function at(lanes: BigUint64Array, index: number): bigint {
  return lanes[index] ?? 0n;
}

function xorInto(lanes: BigUint64Array, index: number, value: bigint): void {
  lanes[index] = at(lanes, index) ^ value;
}

function rotate(value: bigint, by: number): bigint {
  return ((value << BigInt(by)) | (value >> BigInt(64 - by))) & MASK;
}

function permute(state: BigUint64Array): void {
  let register = 1;
  for (let round = 0; round < ROUNDS; round += 1) {
    theta(state);
    rhoAndPi(state);
    chi(state);
    let constant = 0n;
    for (let bit = 0; bit < 7; bit += 1) {
      if ((register & 1) === 1) constant ^= 1n << BigInt(2 ** bit - 1);
      register = (register << 1) ^ ((register >> 7) * 0x171);
    }
    xorInto(state, 0, constant);
  }
}

function theta(state: BigUint64Array): void {
  const parity = new BigUint64Array(5);
  for (let lane = 0; lane < 25; lane += 1) xorInto(parity, lane % 5, at(state, lane));
  for (let lane = 0; lane < 25; lane += 1) {
    const x = lane % 5;
    xorInto(state, lane, at(parity, (x + 4) % 5) ^ rotate(at(parity, (x + 1) % 5), 1));
  }
}

function rhoAndPi(state: BigUint64Array): void {
  let x = 1;
  let y = 0;
  let moved = at(state, 1);
  for (let step = 0; step < ROUNDS; step += 1) {
    [x, y] = [y, (2 * x + 3 * y) % 5];
    const lane = x + 5 * y;
    const here = at(state, lane);
    state[lane] = rotate(moved, (((step + 1) * (step + 2)) / 2) % 64);
    moved = here;
  }
}

function chi(state: BigUint64Array): void {
  for (let row = 0; row < 25; row += 5) {
    const before = state.slice(row, row + 5);
    for (let x = 0; x < 5; x += 1) {
      const others = (at(before, (x + 1) % 5) ^ MASK) & at(before, (x + 2) % 5);
      state[row + x] = at(before, x) ^ others;
    }
  }
}
