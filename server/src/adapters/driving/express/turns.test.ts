import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, expect, jest, test } from '@jest/globals';
import { LONG_TURN_MS, MOST_WAITING, takeTurns, TURNS_TO_ACCEPT } from './turns.ts';

afterEach(() => {
  jest.restoreAllMocks();
});

/** Turns whose time stands still, so that no turn is long on a busy machine. */
function turnsAt(time: { ms: number }) {
  jest.spyOn(performance, 'now').mockImplementation(() => time.ms);
  const started: string[] = [];
  const turns = takeTurns(
    () => started.push('refused'),
    () => false,
  ) as unknown as (request: object, response: object, next: () => void) => void;
  const ask = (ip: string, name: string, closed = false) => {
    turns({ ip }, { closed }, () => started.push(name));
  };
  return { started, ask };
}

test('in each turn of the event loop, one request of each client starts, and those whose client has left do not', async () => {
  const { started, ask } = turnsAt({ ms: 1 });
  for (const name of ['a1', 'a2', 'a3']) ask('192.0.2.1', name);
  ask('192.0.2.1', 'left', true);
  ask('192.0.2.1', 'a4');
  ask('192.0.2.2', 'b1');
  ask('192.0.2.2', 'b2');
  expect(started.splice(0)).toEqual(['a1', 'b1']);
  await nextTurn();
  expect(started.splice(0)).toEqual(['a2', 'b2']);
  ask('192.0.2.3', 'c1');
  expect(started.splice(0)).toEqual(['c1']);
  for (let i = 0; i < 3; i += 1) await nextTurn();
  expect(started.splice(0)).toEqual(['a3', 'a4']);
  await nextTurn();
  ask('192.0.2.1', 'a5');
  expect(started).toEqual(['a5']);
});

test('after a long turn, new connections are accepted before a request that waits starts, and new clients start at once', async () => {
  const time = { ms: 1 };
  const { started, ask } = turnsAt(time);
  for (const name of ['a1', 'a2', 'a3']) ask('192.0.2.1', name);
  time.ms += LONG_TURN_MS + 1;
  for (let i = 0; i < TURNS_TO_ACCEPT; i += 1) await nextTurn();
  expect(started.splice(0)).toEqual(['a1']);
  ask('192.0.2.2', 'b1');
  // A long turn in between does not make those that wait wait longer.
  time.ms += LONG_TURN_MS + 1;
  await nextTurn();
  await nextTurn();
  expect(started).toEqual(['b1', 'a2', 'a3']);
});

test('at most 100 requests of a client wait, and those of others are not refused', async () => {
  const { started, ask } = turnsAt({ ms: 1 });
  for (let i = 0; i <= MOST_WAITING; i += 1) ask('192.0.2.1', 'a');
  expect(started).toEqual(['a']);
  ask('192.0.2.1', 'one more');
  ask('192.0.2.2', 'b');
  expect(started.splice(0)).toEqual(['a', 'refused', 'b']);
  await nextTurn();
  ask('192.0.2.1', 'a');
  for (let i = 0; i < MOST_WAITING; i += 1) await nextTurn();
  expect(started).toEqual(Array(MOST_WAITING + 1).fill('a'));
});
