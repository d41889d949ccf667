import type { Region } from '../assessment.js';

/** What a site decides about when Herald speaks. */
export interface Policy {
  /** Whose indications the cards speak of. */
  readonly region: Region;
  /** `discuss` at order-sign too; off by default: at signing the choice has been made. */
  readonly discussAtOrderSign: boolean;
}

export const defaultPolicy: Policy = { region: 'US', discussAtOrderSign: false };
