import { authenticate } from './credentials.ts';
import { billKey } from './names.ts';
import { type Outcome, perform } from './perform.ts';
import type { Reply, Sandbox } from './sandbox.ts';
import { cdrOf } from './send-bill.ts';
import type { SoapCall } from './soap.ts';
import type { DocumentRecord } from './store.ts';
import { textOf } from './returns.ts';

/** The consult service's `getStatus` and `getStatusCdr`: F-series of 01, 07 and 08 only, as the real one. */
export async function consult(box: Sandbox, call: SoapCall): Promise<Reply> {
  const { rucComprobante = '', tipoComprobante = '', serieComprobante = '', numeroComprobante = '' } = call.args;
  const request = box.store.openRequest(
    call.operation === 'getStatus' ? 'consult.getStatus' : call.operation,
    box.now().toISOString(),
  );
  request.ruc = rucComprobante;
  request.name = `${rucComprobante}-${tipoComprobante}-${serieComprobante}-${numeroComprobante}`;
  const subject = { ruc: rucComprobante, series: serieComprobante, number: Number(numeroComprobante) };
  return perform(box, 'getStatusCdr', call, request, subject, () => Promise.resolve(look(box, call)));
}

function look(box: Sandbox, call: SoapCall): Outcome {
  const caller = authenticate(box.store, call);
  const bad = badParameter(call.args, caller.ruc);
  if (bad !== undefined) return status(call.operation, bad.code, bad.message);
  const { rucComprobante = '', tipoComprobante = '', serieComprobante = '', numeroComprobante = '' } = call.args;
  const found = box.store.documents.get(billKey(rucComprobante, tipoComprobante, serieComprobante, numeroComprobante));
  if (found === undefined) return status(call.operation, '0011', 'El comprobante no existe');
  if (call.operation === 'getStatusCdr') return status(call.operation, '0004', 'La constancia existe', cdrOf(found));
  return status(call.operation, ...state(found));
}

function state(found: DocumentRecord): [string, string] {
  if (found.status === 'accepted') return ['0001', 'El comprobante existe y está aceptado'];
  if (found.status === 'rejected') return ['0002', 'El comprobante existe pero está rechazado'];
  return ['0003', 'El comprobante existe pero está de baja'];
}

interface BadParameter {
  readonly code: string;
  readonly message: string;
}

/** The codes are the consult service's own: below 0013 they mean other things than in the list of return codes. */
function badParameter(args: Readonly<Record<string, string>>, callerRuc: string): BadParameter | undefined {
  const { rucComprobante = '', tipoComprobante = '', serieComprobante = '', numeroComprobante = '' } = args;
  if (!/^\d{11}$/.test(rucComprobante)) return { code: '0004', message: textOf('0002') };
  if (tipoComprobante === '') return { code: '0005', message: textOf('0004') };
  if (serieComprobante === '') return { code: '0006', message: textOf('0006') };
  if (!/^\d{1,8}$/.test(numeroComprobante) || Number(numeroComprobante) === 0)
    return { code: '0007', message: textOf('0010') };
  if (rucComprobante !== callerRuc) return { code: '0012', message: 'El comprobante no le pertenece' };
  if (!['01', '07', '08'].includes(tipoComprobante)) {
    return { code: '0009', message: 'El tipo de comprobante debe ser (01, 07 o 08)' };
  }
  if (!/^F[A-Z0-9]{3}$/.test(serieComprobante))
    return {
      code: '0010',
      message: 'Sólo se puede consultar facturas, notas de crédito y debito electrónicas, cuya serie empieza con "F"',
    };
  return undefined;
}

function status(operation: string, code: string, message: string, content?: Buffer): Outcome {
  const tag = operation === 'getStatusCdr' ? 'statusCdr' : 'status';
  const file = content === undefined ? '' : `<content>${content.toString('base64')}</content>`;
  return {
    content: `<${tag}>${file}<statusCode>${code}</statusCode><statusMessage>${message.replaceAll('"', '&quot;')}</statusMessage></${tag}>`,
    outcome: code,
  };
}
