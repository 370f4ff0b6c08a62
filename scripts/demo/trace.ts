import { z } from 'zod';

import type { DemoClient } from './client.ts';

const event = z.looseObject({ at: z.string() });
const events = z.object({ data: z.array(event) });

const NAMES = ['event', 'type', 'name', 'stage', 'status', 'action'];
const TEXTS = ['detail', 'description', 'summary', 'text'];

function firstText(row: Record<string, unknown>, keys: readonly string[]): string {
  for (const key of keys) {
    const value = row[key];
    if (typeof value === 'string' && value !== '') return value;
  }
  return '';
}

/** What happened to the sale, oldest first, with the time since its first event. */
export async function traceOf(client: DemoClient, saleId: string): Promise<string[]> {
  const { data } = await client.get(`/sales/${saleId}/events?limit=200`, events);
  const ordered = [...data].sort((a, b) => a.at.localeCompare(b.at));
  const start = Date.parse(ordered[0]?.at ?? '');
  return ordered.map((row) => {
    const seconds = ((Date.parse(row.at) - start) / 1000).toFixed(2).padStart(7);
    return `${seconds} s  ${firstText(row, NAMES).padEnd(22)} ${firstText(row, TEXTS)}`.trimEnd();
  });
}
