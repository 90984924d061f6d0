/**
 * Counts of durations, exact to three significant digits from one microsecond to ten minutes, in 90 kB whatever their
 * number: the buckets of HdrHistogram (http://hdrhistogram.org), of which this is the part that is needed here.
 *
 * Of its own because recording is the hottest line of the generator: one shift and one addition into typed memory.
 */

/** Below it each microsecond has its own bucket; above, each power of two has half as many: an error of 1/1024 at most. */
const linear = 2048;
const half = linear / 2;
const halfBits = 10;
const longestUs = 600_000_000;
const buckets = bucketOf(longestUs) + 1;

/** Upper bounds of the buckets in milliseconds, and how many fell into each; empty ones are left out. */
export type Buckets = [upToMs: number, count: number][];

export class Histogram {
  readonly #counts = new Uint32Array(buckets);
  #total = 0;
  #maxUs = 0;

  static from(counts: readonly [bucket: number, count: number][], maxMs: number): Histogram {
    const histogram = new Histogram();
    for (const [bucket, count] of counts) {
      histogram.#counts[bucket] = count;
      histogram.#total += count;
    }
    histogram.#maxUs = Math.round(maxMs * 1000);
    return histogram;
  }

  get total(): number {
    return this.#total;
  }

  get maxMs(): number {
    return this.#maxUs / 1000;
  }

  /** Less than nothing counts as nothing, more than ten minutes as ten minutes. */
  record(ms: number): void {
    const us = Math.min(longestUs, Math.max(0, Math.round(ms * 1000)));
    const bucket = bucketOf(us);
    this.#counts[bucket] = (this.#counts[bucket] as number) + 1;
    this.#total++;
    if (us > this.#maxUs) this.#maxUs = us;
  }

  add(other: Histogram): void {
    for (let bucket = 0; bucket < buckets; bucket++) {
      this.#counts[bucket] = (this.#counts[bucket] as number) + (other.#counts[bucket] as number);
    }
    this.#total += other.#total;
    this.#maxUs = Math.max(this.#maxUs, other.#maxUs);
  }

  /** The duration that this share (0 to 1) of all did not exceed, in milliseconds; 0 when there are none. */
  percentileMs(share: number): number {
    const wanted = Math.max(1, Math.ceil(this.#total * share));
    if (this.#total === 0) return 0;
    let seen = 0;
    for (let bucket = 0; bucket < buckets; bucket++) {
      seen += this.#counts[bucket] as number;
      if (seen >= wanted) return Math.min(this.#maxUs, upperUs(bucket)) / 1000;
    }
    return this.maxMs;
  }

  /** For sending to another thread, and back by {@link Histogram.from}. */
  counts(): [bucket: number, count: number][] {
    const counts: [number, number][] = [];
    for (let bucket = 0; bucket < buckets; bucket++) {
      const count = this.#counts[bucket] as number;
      if (count > 0) counts.push([bucket, count]);
    }
    return counts;
  }

  /** For a picture or a report: four buckets for each doubling, some thirty numbers instead of thousands. */
  coarse(): Buckets {
    const joined = new Map<number, number>();
    for (const [bucket, count] of this.counts()) {
      const upToMs = 2 ** (Math.ceil(Math.log2(Math.max(1, upperUs(bucket))) * 4) / 4) / 1000;
      joined.set(upToMs, (joined.get(upToMs) ?? 0) + count);
    }
    return [...joined].map(([upToMs, count]) => [Number(upToMs.toPrecision(3)), count]);
  }
}

function bucketOf(us: number): number {
  if (us < linear) return us;
  const shift = 31 - Math.clz32(us) - halfBits;
  return shift * half + (us >> shift);
}

function upperUs(bucket: number): number {
  if (bucket < linear) return bucket;
  const shift = Math.floor(bucket / half) - 1;
  return (((bucket - shift * half) as number) + 1) * 2 ** shift - 1;
}
