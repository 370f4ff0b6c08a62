import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { isUuid, uuidv7 } from './ids.ts';

const milliseconds = (id: string): number => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);

describe('uuidv7', () => {
  test('ids of one process grow strictly and are never repeated', () => {
    const ids = Array.from({ length: 20_000 }, () => uuidv7());
    expect(new Set(ids).size).toBe(ids.length);
    expect([...ids].sort()).toEqual(ids);
  });

  test('a clock that is set back does not make ids go back', () => {
    const first = uuidv7();
    const clock = jest.spyOn(Date, 'now').mockReturnValue(milliseconds(first) - 60_000);
    const second = uuidv7();
    clock.mockRestore();
    expect(second > first).toBe(true);
  });

  test('an id made for a given time carries it and has version 7', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 47 }), (now) => {
        const id = uuidv7(now);
        expect(milliseconds(id)).toBe(now);
        expect(id[14]).toBe('7');
        expect(isUuid(id)).toBe(true);
        expect(uuidv7(now) > id).toBe(true);
      }),
    );
  });
});

test('what is not a lower-case UUID is none', () => {
  for (const text of ['', 'x', uuidv7().toUpperCase(), `${uuidv7()} `, uuidv7().replaceAll('-', ''), `{${uuidv7()}}`]) {
    expect(isUuid(text)).toBe(false);
  }
});
