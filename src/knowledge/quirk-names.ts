/**
 * Deviations of sending systems that can be undone before reading; a site names those that it needs. The register of quirks is a
 * `Record` over these names, so that a name without its quirk does not compile.
 */
export const quirkNames = [] as const satisfies readonly string[];
