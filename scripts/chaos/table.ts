import type { Verdict } from './checks/check.ts';
import type { Evidence } from './evidence.ts';

const SHOWN = 8;

/** The table of invariants; under one that fails, where. */
export function tableOf(verdicts: readonly Verdict[]): string[] {
  const width = Math.max(...verdicts.map(({ name }) => name.length));
  return verdicts.flatMap(({ name, cases, faults }) => {
    const verdict = faults.length === 0 ? 'se cumple' : `FALLA (${faults.length})`;
    const more = faults.length > SHOWN ? [`    … y ${faults.length - SHOWN} más`] : [];
    return [
      `  ${name.padEnd(width)}  ${String(cases).padStart(6)}  ${verdict}`,
      ...faults.slice(0, SHOWN).map((fault) => `    - ${fault}`),
      ...more,
    ];
  });
}

function counted(values: Iterable<string>): string {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([value, count]) => `${value} ${count}`).join(', ') || 'ninguno';
}

/** What the run was made of, in a few lines. */
export function summaryOf({ attempts, sales, notes, documents, sunat, decisions }: Evidence): string[] {
  const repeated = attempts.filter(({ tries }) => tries > 1).length;
  const resent = sunat.documents.filter(({ times_sent: times }) => times > 1).length;
  return [
    `pedidos      ${attempts.length} (${repeated} repetidos bajo su clave; rechazados: ${counted(attempts.flatMap(({ refusal }) => (refusal ? [refusal] : [])))})`,
    `ventas       ${counted(sales.map(({ status, cancelled_for: why }) => (why ? `${status} (${why})` : status)))}`,
    `notas        ${counted(notes.map(({ status }) => status))}`,
    `comprobantes ${counted(documents.map(({ status }) => status))}; con evidencia: ${counted(documents.flatMap(({ evidence }) => (evidence ? [evidence] : [])))}`,
    `SUNAT        ${sunat.documents.length} registrados, ${resent} enviados más de una vez; envíos: ${counted(sunat.requests.filter(({ operation }) => operation === 'sendBill').map(({ outcome }) => outcome))}`,
    `decisiones   ${counted(decisions.map(({ decision }) => decision))}`,
  ];
}
