import type { Store } from './open-store.js';

/**
 * Claims the identifier of a client token: true the first time, false for a replay, on every machine that shares the store.
 *
 * @throws the database's error: a caller that cannot claim must refuse the token.
 */
export async function claimTokenId(
  store: Store,
  token: { readonly issuer: string; readonly jti: string; readonly expires: string },
): Promise<boolean> {
  const claimed = await store.db
    .insertInto('jti')
    .values(token)
    .onConflict((on) => on.columns(['issuer', 'jti']).doNothing())
    .returning('jti')
    .execute();
  return claimed.length === 1;
}
