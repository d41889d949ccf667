import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { migrate, openStore, type Store } from '../../src/store/open-store.js';
import { watchStore } from '../../src/store/store-watch.js';
import { postgresPlace, type TestPlace } from '../support/both-stores.js';

let place: TestPlace;
let store: Store;
beforeAll(async () => {
  place = await postgresPlace();
  store = openStore(place.place);
  await migrate(store);
}, 60_000);
afterAll(async () => {
  await store.close();
  await place.remove();
}, 30_000);

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

test('a database that stops in the middle of a transaction fails that transaction and nothing else, and is found again', async () => {
  const states: string[] = [];
  const watch = watchStore({ store, everyMs: 50, onFailure: () => undefined });
  const seen = async (state: string): Promise<void> => {
    for (let tries = 0; tries < 200 && watch.state() !== state; tries += 1) await pause(50);
    states.push(watch.state());
  };
  await seen('up');
  const broken = store.db.transaction().execute(async (transaction) => {
    await sql`select 1`.execute(transaction);
    await place.stop?.();
    await pause(100);
    await sql`select 1`.execute(transaction);
  });
  await expect(broken).rejects.toBeInstanceOf(Error);
  await seen('down');
  await place.start?.();
  await seen('up');
  watch.stop();
  expect(states).toEqual(['up', 'down', 'up']);
  expect(await store.db.selectFrom('decisions').select('id').execute()).toEqual([]);
}, 60_000);
