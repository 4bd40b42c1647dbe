/** Takes a value into a 32-bit hash, as MurmurHash3 does: quick, and no proof against malice. */
export function mix(state: number, value: number, factor: number): number {
  const mixed = state ^ Math.imul((value << 15) | (value >>> 17), factor);
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0;
}

/** Ends a hash, so that every bit of it depends on every value: 0 to 2³² − 1. */
export function finish(state: number): number {
  const half = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  const whole = Math.imul(half ^ (half >>> 13), 0xc2b2ae35);
  return (whole ^ (whole >>> 16)) >>> 0;
}
