/** Each bucket reaches so much higher than the one below: a median is off by less than 2 %. */
const BUCKET_RATIO = 1.02;
const LOG_OF_RATIO = Math.log(BUCKET_RATIO);

/** How the points of payments are spread, in memory that does not grow with their number. */
export interface PointsSpread {
  add(points: number): void;
  /** The points of the middle payment, or of one less than 2 % below; undefined without any. */
  median(): number | undefined;
}

/** Counts payments in buckets of growing width; each remembers the smallest that it holds. */
export function createPointsSpread(): PointsSpread {
  const buckets = new Map<number, { count: number; least: number }>();
  let payments = 0;
  return {
    add(points) {
      payments += 1;
      const at = Math.floor(Math.log(points) / LOG_OF_RATIO);
      const bucket = buckets.get(at);
      if (bucket === undefined) {
        buckets.set(at, { count: 1, least: points });
        return;
      }
      bucket.count += 1;
      if (points < bucket.least) bucket.least = points;
    },
    median() {
      const middle = Math.ceil(payments / 2);
      let seen = 0;
      for (const [, { count, least }] of [...buckets].sort(([a], [b]) => a - b)) {
        seen += count;
        if (seen >= middle) return least;
      }
      return undefined;
    },
  };
}
