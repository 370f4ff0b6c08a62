import { parseArgs } from 'node:util';

export interface ChaosOptions {
  readonly sales: number;
  readonly kills: number;
  readonly seed: number;
  /** Leave the data folder, with logs and databases, for a look afterwards. */
  readonly keep: boolean;
}

const LIMITS = { sales: [1, 5000], kills: [0, 500], seed: [0, 4_294_967_295] } as const;

function whole(name: keyof typeof LIMITS, text: string): number {
  const [least, most] = LIMITS[name];
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new Error(`--${name} debe ser un entero de ${least} a ${most}.`);
}

/** Reads `--sales N --kills K --seed S [--keep]`. @throws Error with a text for the person who typed it */
export function readOptions(args: readonly string[]): ChaosOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      sales: { type: 'string', default: '200' },
      kills: { type: 'string', default: '20' },
      seed: { type: 'string', default: '7' },
      keep: { type: 'boolean', default: false },
    },
  });
  return {
    sales: whole('sales', values.sales),
    kills: whole('kills', values.kills),
    seed: whole('seed', values.seed),
    keep: values.keep,
  };
}
