/**
 * Tables of the store, the same on SQLite and Postgres: ids and times are text (ISO 8601 UTC), lists are JSON in text.
 * No name, no identifier of a patient (only a keyed hash), no free text.
 */
export interface StoreTables {
  readonly decisions: DecisionTable;
  readonly cards: CardTable;
  readonly feedback: FeedbackTable;
  readonly tallies: TallyTable;
  readonly jti: JtiTable;
}

/** One answered hook request. */
export interface DecisionTable {
  readonly id: string;
  readonly at: string;
  readonly tenant: string;
  readonly service: string;
  readonly hook: string;
  readonly hook_instance: string;
  /** Keyed hash (HMAC-SHA-256) of the patient reference. */
  readonly patient: string;
  readonly category: string;
  readonly asco_cap_status: string;
  readonly reason: string | null;
  readonly next_step: string;
  /** JSON list of advice kinds. */
  readonly advice: string;
  readonly silence: string | null;
  /** JSON list of what was undocumented. */
  readonly missing: string;
  /** JSON list of prefetch keys that could not be had. */
  readonly unavailable: string;
  readonly knowledge: string;
  readonly latency_ms: number;
}

/** One card as shown. */
export interface CardTable {
  readonly uuid: string;
  readonly decision: string;
  /** A repeated call of the same instance gets its card again. */
  readonly hook_instance: string;
  readonly at: string;
  readonly tenant: string;
  readonly service: string;
  readonly patient: string;
  /** Keyed hash of the user it was shown to. */
  readonly clinician: string | null;
  readonly category: string;
  readonly topic: string;
  readonly kind: string;
  readonly indicator: string;
  /** Keyed hash of the fingerprint of the evidence that the card rests on. */
  readonly evidence: string;
  /** JSON list of `{uuid, kind}`. */
  readonly suggestions: string;
}

/** One item of feedback; idempotent on tenant, card, outcome, suggestion and outcome timestamp. */
export interface FeedbackTable {
  readonly id: string;
  readonly received: string;
  readonly tenant: string;
  readonly service: string;
  readonly card: string;
  readonly outcome: string;
  /** uuid of the accepted suggestion; empty text for none. */
  readonly suggestion: string;
  readonly outcome_at: string;
  readonly reason_system: string | null;
  readonly reason_code: string | null;
  /** 1 where the clinician wrote a comment; the comment itself is not kept. */
  readonly commented: number;
  /** Keyed hash of the user, where the token names one. */
  readonly clinician: string | null;
}

/** How many decisions of a day had a value; kept with the decisions, so that a summary never reads them one by one. */
export interface TallyTable {
  readonly tenant: string;
  /** YYYY-MM-DD, UTC. */
  readonly day: string;
  readonly service: string;
  readonly dimension: string;
  readonly value: string;
  readonly n: number;
}

/** Identifiers of client tokens already used. */
interface JtiTable {
  readonly issuer: string;
  readonly jti: string;
  readonly expires: string;
}
