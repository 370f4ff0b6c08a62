import type { Answer } from './answer.ts';

/** One dependency. */
export interface HealthCheck {
  readonly name: string;
  /** Without it this process cannot serve at all. */
  readonly own: boolean;
  /** Without it the hub as a whole is down; false for outside systems, whose failure only degrades. */
  readonly vital: boolean;
  /** Rejects when the dependency fails. */
  readonly run: () => Promise<unknown>;
}

const TIMEOUT_MS = 2500;

async function passes(check: HealthCheck): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('The check took too long')), TIMEOUT_MS);
  });
  try {
    await Promise.race([check.run(), late]);
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

/** Runs the checks at once: 503 when a vital one fails, 200 `degraded` when another does. Says no more than that. */
export async function runChecks(checks: readonly HealthCheck[]): Promise<Answer> {
  const results = await Promise.all(checks.map(async (check) => ({ check, passed: await passes(check) })));
  const failed = results.filter((result) => !result.passed);
  const down = failed.some(({ check }) => check.vital || check.own);
  return {
    status: down ? 503 : 200,
    headers: down ? { 'Retry-After': '5' } : {},
    body: {
      status: down ? 'down' : failed.length > 0 ? 'degraded' : 'ok',
      checks: Object.fromEntries(results.map(({ check, passed }) => [check.name, passed ? 'ok' : 'down'])),
    },
  };
}
