import type { Stage } from './contract.ts';

/** What operations should see beside the stage. Codes, numbers and times only: nothing personal. */
export interface Notes {
  readonly document?: string | undefined;
  /** `factura`, `boleta`, `nota de crédito`, `nota de débito` or a guía; goes into the search attributes. */
  readonly documentType?: string | undefined;
  readonly attention?: string | undefined;
  readonly options?: readonly string[] | undefined;
  readonly until?: Date | undefined;
  readonly deadline?: string | undefined;
  readonly tries?: number | undefined;
  /** SUNAT has it and works on it: nothing failed. */
  readonly inProcess?: boolean | undefined;
}

const TITLES: Readonly<Record<Stage, string>> = {
  reserving: 'Reservando el stock y registrando el pago',
  issuing: 'Emitiendo el comprobante',
  sending: 'Enviando a SUNAT',
  waiting_retry: 'SUNAT no responde: se reintentará',
  waiting_gate: 'Esperando que se pueda enviar a SUNAT',
  waiting_decision: 'Espera la decisión de una persona',
  compensating: 'Deshaciendo la venta',
  waiting_compensation_decision: 'No se pudo deshacer un paso: espera a una persona',
  waiting_summary: 'Espera que un resumen diario informe la boleta',
  waiting_document: 'Espera que SUNAT acepte el comprobante que modifica',
  completed: 'Terminada: comprobante aceptado',
  cancelled: 'Cancelada',
};

const IN_PROCESS = 'SUNAT lo está procesando: se preguntará de nuevo';

/** The current details of the Web UI, in Markdown. */
export function detailsOf(stage: Stage, notes: Notes): string {
  const lines = [`### ${notes.inProcess ? IN_PROCESS : TITLES[stage]}`];
  if (notes.document) lines.push(`- Comprobante: **${notes.document}**`);
  if (notes.attention) lines.push(`- Atención: \`${notes.attention}\``);
  if (notes.options?.length) lines.push(`- Opciones: ${notes.options.map((option) => `\`${option}\``).join(', ')}`);
  if (notes.tries) lines.push(`- Intentos: ${notes.tries}`);
  if (notes.until) lines.push(`- Próximo intento: ${notes.until.toISOString()}`);
  if (notes.deadline) lines.push(`- Plazo legal: ${notes.deadline}`);
  return lines.join('\n');
}
