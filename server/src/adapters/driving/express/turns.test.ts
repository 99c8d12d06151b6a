import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { takeTurns } from './turns.ts';

test('in each turn of the event loop, one request of each client starts, and those whose client has left do not', async () => {
  const turns = takeTurns() as unknown as (request: object, response: object, next: () => void) => void;
  const started: string[] = [];
  const ask = (ip: string, name: string, closed = false) => {
    turns({ ip }, { closed }, () => started.push(name));
  };
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
