/** Languages of the cards; each has a complete wording. */
export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];
