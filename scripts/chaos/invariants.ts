import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { z } from 'zod';

import type { RunFile } from '../stack/run-file.ts';
import type { Sold } from './seller.ts';

export interface Finding {
  readonly invariant: string;
  /** '' when it holds, else the first examples of what breaks it. */
  readonly broken: string;
}

/** Each query lists what breaks the invariant and must be empty. Run as superuser: over all companies. */
const QUERIES: readonly (readonly [string, string])[] = [
  [
    'cada venta terminó (ninguna espera ni está a medias)',
    "select id || ' ' || status as x from sale where status not in ('completed', 'cancelled')",
  ],
  [
    'cada venta completa tiene exactamente un comprobante',
    `select s.id || ' ' || count(d.id) as x from sale s left join fiscal_document d on d.sale_id = s.id
     where s.status = 'completed' group by s.id having count(d.id) <> 1`,
  ],
  [
    'cada comprobante fue aceptado, con CDR o con evidencia registrada',
    `select d.series || '-' || d.number || ' ' || d.status as x from fiscal_document d
     where d.status not in ('accepted', 'observed') or d.evidence is null
        or (d.evidence = 'cdr' and not exists (select from document_file f where f.document_id = d.id and f.kind = 'cdr'))`,
  ],
  [
    'los números de cada serie no tienen huecos ni repetidos',
    `select type || ' ' || series as x from fiscal_document group by company_id, type, series
     having count(*) <> max(number) - min(number) + 1 or count(distinct number) <> count(*) or min(number) <> 1`,
  ],
  [
    'existencias = kardex, y lo vendido salió una sola vez',
    `select p.sku || ' ' || l.on_hand as x from stock_level l join product p on p.id = l.product_id
     where l.on_hand <> (select coalesce(sum(m.quantity), 0) from stock_movement m
                         where m.product_id = l.product_id and m.warehouse_id = l.warehouse_id)
        or (select coalesce(sum(quantity), 0) from stock_movement m
            where m.product_id = l.product_id and m.warehouse_id = l.warehouse_id and m.kind = 'sale')
         + (select coalesce(sum(sl.quantity), 0) from sale_line sl join sale s on s.id = sl.sale_id
            where sl.product_id = l.product_id and s.warehouse_id = l.warehouse_id and sl.tracks_stock
              and s.status = 'completed') <> 0`,
  ],
  [
    'nada queda reservado',
    `select product_id || ' ' || reserved as x from stock_level where reserved <> 0
     union all select 'reserva ' || id from reservation where status = 'held'`,
  ],
  [
    'los pagos suman el total de cada venta',
    `select s.id || ' ' || s.total as x from sale s left join payment p on p.sale_id = s.id and p.status = 'recorded'
     where s.status = 'completed' group by s.id, s.total having coalesce(sum(p.amount), 0) <> s.total`,
  ],
  [
    'no quedan filas huérfanas (documentos sin venta, intenciones sin enviar, esperas)',
    `select 'documento ' || id as x from fiscal_document where sale_id is null
     union all select 'intención ' || topic from outbox where sent_at is null
     union all select 'espera ' || workflow_id from sunat_wait where released_at is null`,
  ],
];

async function withSuperuser<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const examples = (rows: readonly string[]) =>
  rows.length === 0 ? '' : `${rows.length}: ${rows.slice(0, 5).join(', ')}${rows.length > 5 ? ', …' : ''}`;

/** How many sales are not yet at their end. */
export function unfinished(superUrl: string): Promise<number> {
  return withSuperuser(superUrl, async (client) => {
    const { rows } = await client.query<{ n: string }>(
      `select (select count(*) from sale where status not in ('completed', 'cancelled'))
            + (select count(*) from outbox where sent_at is null) as n`,
    );
    return Number(rows[0]?.n ?? 0);
  });
}

/** One accepted request, one sale: nothing was lost and nothing was sold twice. */
async function requests(client: pg.Client, accepted: readonly Sold[]): Promise<Finding> {
  const { rows } = await client.query<{ id: string }>('select id from sale');
  const known = new Set(rows.map(({ id }) => id));
  const answered = new Set(accepted.map(({ saleId }) => saleId));
  const broken = [
    ...accepted.filter(({ saleId }) => !known.has(saleId)).map(({ saleId }) => `perdida ${saleId}`),
    ...[...known].filter((id) => !answered.has(id)).map((id) => `sobra ${id}`),
    ...(answered.size === accepted.length ? [] : ['dos solicitudes con la misma venta']),
  ];
  return { invariant: 'cada solicitud aceptada es exactamente una venta', broken: examples(broken) };
}

const truth = z.object({
  documents: z.array(
    z.object({
      type: z.string(),
      series: z.string(),
      number: z.coerce.number(),
      sha256: z.string(),
      cdr_code: z.coerce.string(),
    }),
  ),
});

/** SUNAT's registry against ours: each number once, with our bytes, accepted; and nothing that we do not know. */
async function registry(client: pg.Client, sandboxUrl: string): Promise<Finding> {
  const { documents } = truth.parse(await (await fetch(`${sandboxUrl}/__control/state`)).json());
  const { rows } = await client.query<{ key: string; sha256: string }>(
    `select d.type || '-' || d.series || '-' || d.number as key, f.sha256 from fiscal_document d
     join document_file f on f.document_id = d.id and f.kind = 'xml' and f.file_version = d.file_version`,
  );
  const registered = new Map<string, { sha256: string; cdr_code: string }>();
  const broken: string[] = [];
  for (const found of documents) {
    const key = `${found.type}-${found.series}-${found.number}`;
    if (registered.has(key)) broken.push(`${key} registrado dos veces`);
    registered.set(key, found);
  }
  for (const { key, sha256 } of rows) {
    const found = registered.get(key);
    if (!found) broken.push(`${key} no registrado`);
    else if (found.sha256 !== sha256) broken.push(`${key} con otros bytes`);
    else if (found.cdr_code !== '0') broken.push(`${key} con código ${found.cdr_code}`);
    registered.delete(key);
  }
  for (const key of registered.keys()) broken.push(`${key} desconocido para nosotros`);
  return { invariant: 'el registro de SUNAT y el nuestro coinciden, byte por byte', broken: examples(broken) };
}

async function processes(run: RunFile): Promise<Finding> {
  const connection = await Connection.connect({ address: run.temporal_address });
  try {
    const { count } = await new Client({ connection }).workflow.count("ExecutionStatus != 'Completed'");
    const broken = count > 0 ? `${count} procesos no terminaron bien` : '';
    return { invariant: 'ningún proceso queda abierto ni falló', broken };
  } finally {
    await connection.close();
  }
}

/** Everything that must be true after the storm. */
export async function checkInvariants(run: RunFile, superUrl: string, accepted: readonly Sold[]): Promise<Finding[]> {
  return withSuperuser(superUrl, async (client) => {
    const findings = [await requests(client, accepted)];
    for (const [invariant, text] of QUERIES) {
      const { rows } = await client.query<{ x: string }>(text);
      findings.push({ invariant, broken: examples(rows.map(({ x }) => x)) });
    }
    findings.push(await registry(client, Object.values(run.sandboxes)[0] ?? ''));
    findings.push(await processes(run));
    return findings;
  });
}
