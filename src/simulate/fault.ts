/** What goes wrong with a prefetch key, as seen with real clients. */
export const faultNames = ['omit', 'null', 'outcome', 'partial', 'paged', 'slow', '401', 'wrong-patient'] as const;
export type FaultName = (typeof faultNames)[number];

/** What the simulated client does for a key: what it sends, and how its FHIR server answers the search for it. */
export interface Fault {
  readonly prefetch: 'whole' | 'omitted' | 'null' | 'outcome' | 'first-page' | 'other-patient';
  readonly server: 'whole' | 'pages' | 'fails' | 'slow' | 'denies';
}

export const noFault: Fault = { prefetch: 'whole', server: 'whole' };

export const faults: Readonly<Record<FaultName, Fault>> = {
  /** The client does not honour the template; its server does. */
  omit: { prefetch: 'omitted', server: 'whole' },
  /** The client says that there are no data. */
  null: { prefetch: 'null', server: 'whole' },
  /** The client could not get it; its server can. */
  outcome: { prefetch: 'outcome', server: 'whole' },
  /** The first page came; the others cannot be had. */
  partial: { prefetch: 'first-page', server: 'fails' },
  /** The first page came; the others can be fetched. */
  paged: { prefetch: 'first-page', server: 'pages' },
  /** Nothing came, and the server takes longer than anybody waits. */
  slow: { prefetch: 'omitted', server: 'slow' },
  /** Nothing came, and the server refuses the token. */
  '401': { prefetch: 'omitted', server: 'denies' },
  /** The data are of somebody else. */
  'wrong-patient': { prefetch: 'other-patient', server: 'whole' },
};
