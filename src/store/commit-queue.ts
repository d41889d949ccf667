/** What a queue did since the start; read by metrics and readiness. */
export interface QueueState {
  readonly waiting: number;
  readonly written: number;
  /** Rows given up because the queue was full. */
  readonly dropped: number;
  /** Writes in a row that failed; 0 while the store answers. */
  readonly failures: number;
}

export interface CommitQueueOptions<Row> {
  /** Writes a batch in one transaction; rejects where nothing of it was kept. */
  readonly write: (rows: readonly Row[]) => Promise<void>;
  /** Most rows that wait. */
  readonly capacity: number;
  readonly batch: number;
  /** Milliseconds from the first waiting row to its commit. */
  readonly delayMs: number;
  /** Longest pause between two tries while the store does not answer. */
  readonly maxPauseMs: number;
}

/**
 * Group commit off the request's path. The promise: a row that was taken is written once the store answers, in order, unless the
 * process is killed first; while the store is away up to `capacity` rows wait, further ones are counted as dropped.
 */
export class CommitQueue<Row> {
  readonly #options: CommitQueueOptions<Row>;
  readonly #waiting: Row[] = [];
  #written = 0;
  #dropped = 0;
  #failures = 0;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;

  constructor(options: CommitQueueOptions<Row>) {
    this.#options = options;
  }

  /** Takes a row without waiting; false where the queue is full and the row is given up. */
  push(row: Row): boolean {
    if (this.#waiting.length >= this.#options.capacity) {
      this.#dropped += 1;
      return false;
    }
    this.#waiting.push(row);
    this.#schedule(this.#options.delayMs);
    return true;
  }

  state(): QueueState {
    return { waiting: this.#waiting.length, written: this.#written, dropped: this.#dropped, failures: this.#failures };
  }

  /** Writes what waits, then stops; gives up after `deadlineMs`. True where nothing was left. */
  async close(deadlineMs: number): Promise<boolean> {
    clearTimeout(this.#timer);
    const until = performance.now() + deadlineMs;
    await this.#running;
    while (this.#waiting.length > 0 && performance.now() < until) {
      await this.#flush();
      if (this.#failures > 0) await new Promise((done) => setTimeout(done, 50));
    }
    clearTimeout(this.#timer);
    return this.#waiting.length === 0;
  }

  #schedule(delay: number): void {
    if (this.#timer !== undefined || this.#running !== undefined || this.#waiting.length === 0) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#running = this.#flush().finally(() => {
        this.#running = undefined;
        this.#schedule(this.#failures === 0 ? this.#options.delayMs : this.#pause());
      });
    }, delay);
    this.#timer.unref();
  }

  /** Milliseconds to the next try: doubles with each failure, from 100. */
  #pause(): number {
    return Math.min(this.#options.maxPauseMs, 50 * 2 ** Math.min(this.#failures, 12));
  }

  async #flush(): Promise<void> {
    const rows = this.#waiting.slice(0, this.#options.batch);
    try {
      await this.#options.write(rows);
      this.#waiting.splice(0, rows.length);
      this.#written += rows.length;
      this.#failures = 0;
    } catch {
      this.#failures += 1;
    }
  }
}
