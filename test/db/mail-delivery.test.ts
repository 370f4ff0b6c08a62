import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { simpleParser } from 'mailparser';
import pg from 'pg';
import { inCompany } from '../../db/tx.ts';
import { createMailer } from '../../integrations/mail/client.ts';
import { createPdfRenderer } from '../../platform/pdf/renderer.ts';
import type { Intent } from '../../relay/outbox.ts';
import { createDeliver, type Deliver } from '../../relay/deliver.ts';
import { createMailDeliveries } from '../../relay/mail.ts';
import { type Relay, type RelayOptions, startRelay } from '../../relay/relay.ts';
import { createMailSandbox, type MailSandbox } from '../../sandbox/mail/index.ts';
import { MAIL_PATIENCE_MS, type MailSender, NO_MAIL_SENDER } from '../../services/mail/port.ts';
import { getDocumentMail, listDocumentMails } from '../../services/mail/read-mails.ts';
import { sendDocumentMail } from '../../services/mail/send-document-mail.ts';
import { setMailTemplate } from '../../services/mail/template.ts';
import type { ServiceDeps } from '../../services/deps.ts';
import { writeOutbox } from '../../services/outbox/write-outbox.ts';
import { createSale } from '../../services/sales/create-sale.ts';
import { issueSaleDocument } from '../../services/sales/issue-sale-document.ts';
import { recordSalePayment } from '../../services/sales/record-sale-payment.ts';
import { reserveSaleStock } from '../../services/sales/reserve-sale-stock.ts';
import { saleOwner } from '../../services/sales/sale-owner.ts';
import { settleDocument } from '../../services/sunat/settle-document.ts';
import { createUser, reinviteUser } from '../../services/users/create-user.ts';
import { activate } from '../../services/auth/activate.ts';
import { createAuthDeps } from '../../services/auth/create-auth-deps.ts';
import { createTestHub, makeShop, type TestHub, type TestShop } from '../support/shop.ts';

jest.setTimeout(60_000);

/** From SUNAT's acceptance to the mail server, over a real relay, a real SMTP conversation and real PDFs. */
const folder = mkdtempSync(join(tmpdir(), 'hub-mail-'));
const renderer = createPdfRenderer({ threads: 1 });
let sandbox: MailSandbox;
let hub: TestHub;
let deps: ServiceDeps;
let shop: TestShop;
let mailer: ReturnType<typeof createMailer>;
let root: pg.Client;
let relays: Relay[] = [];
let logged: string[] = [];

beforeAll(async () => {
  sandbox = await createMailSandbox({ dataDir: folder, smtpPort: 0, httpPort: 0 });
  hub = await createTestHub();
  shop = await makeShop(hub);
  deps = { ...hub.deps, mail: { publicUrl: 'https://hub.test' } };
  root = new pg.Client({ connectionString: hub.database.superUrl });
  await root.connect();
});
afterAll(async () => {
  await root.end();
  await Promise.all([renderer.close(), sandbox.close(), hub.close()]);
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  mailer = createMailer({ url: sandbox.smtpUrl, from: 'facturas@hub.test', timeoutMs: 5000 });
  await fetch(`${sandbox.url}/__control/reset`, { method: 'POST' });
  await root.query('update outbox set sent_at = now()');
  await root.query('delete from attention');
  [relays, logged] = [[], []];
});
afterEach(async () => {
  for (const relay of relays.splice(0)) await relay.stop();
  mailer.close();
  hub.setNow(undefined);
});

const temporal: RelayOptions['temporal'] = {
  connection: { withDeadline: <T>(_end: number, run: () => Promise<T>) => run() },
  client: { workflow: { start: async () => undefined } },
} as unknown as RelayOptions['temporal'];

const deliverBy = (sender: MailSender): Deliver => {
  const printing = { renderer, lookupUrl: 'https://hub.test/consulta' };
  return createDeliver({ temporal, taskQueue: 'hub', mail: createMailDeliveries({ ...deps, sender, printing }) });
};

function start(deliver: Deliver = deliverBy(mailer)): Relay {
  const note = (fields: object, message: string) => logged.push(JSON.stringify({ ...fields, message }, showErrors));
  const relay = startRelay({
    url: hub.database.relayUrl,
    temporal,
    deliver,
    releasePerSecond: 5,
    followBreakers: async () => undefined,
    logger: { warn: note, info: note, error: note } as unknown as RelayOptions['logger'],
  });
  relays.push(relay);
  return relay;
}

const showErrors = (_name: string, value: unknown): unknown =>
  value instanceof Error ? { name: value.name, message: value.message, stack: value.stack } : value;

async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let left = 1800; left > 0; left -= 1) {
    if (await isSo()) return;
    await delay(25);
  }
  throw new Error(`not so in 45 s: ${what}; log: ${logged.join('\n')}`);
}

const due = () => root.query('update outbox set due_at = now()');
const fault = (body: object) =>
  fetch(`${sandbox.url}/__control/faults`, { method: 'POST', body: JSON.stringify(body) });
const caught = async (): Promise<{ id: number; to: string[]; message_id: string; attachments: string[] }[]> => {
  const answer = await fetch(`${sandbox.url}/__control/state`);
  return JSON.parse(await answer.text()).mails;
};
const ROSA = { document_type: '1', document_number: '45678912', name: 'ROSA QUISPE MAMANI', email: 'rosa@example.com' };

async function sellAccepted(customer: object | null = ROSA, by: ServiceDeps = deps): Promise<string> {
  const { saleId } = await createSale(by, shop.ctx, shop.body(customer ? { customer } : { customer: undefined }));
  await reserveSaleStock(by, shop.ctx, { saleId });
  await recordSalePayment(by, shop.ctx, { saleId });
  const issued = await issueSaleDocument(by, shop.ctx, { saleId, attempt: 1 });
  if (issued.outcome !== 'issued') throw new Error(issued.outcome);
  const { documentId } = issued.document;
  await settleDocument(by, shop.ctx, {
    ...{
      owner: saleOwner(saleId),
      documentId,
      submissionId: null,
      workflowId: 'w',
      endpoint: 'https://sunat.test',
      now: new Date(),
    },
    settlement: {
      ...{ kind: 'accepted', evidence: 'cdr', code: '0', description: 'Aceptado', observations: [] },
      cdr: Buffer.from('PK-cdr'),
    },
  });
  return documentId;
}

interface Row {
  readonly id: string;
  readonly status: string;
  readonly attempts: number;
  readonly outcome_code: string | null;
  readonly smtp_status: string | null;
  readonly message_id: string | null;
}
const rowOf = async (documentId: string): Promise<Row | undefined> =>
  (await root.query<Row>('select * from mail_delivery where document_id = $1 order by created_at desc', [documentId]))
    .rows[0];
const statusOf = async (documentId: string) => (await rowOf(documentId))?.status;
const unsent = async () =>
  Number((await root.query(`select count(*) from outbox where sent_at is null and lane = 'mail'`)).rows[0].count);
const failures = async () =>
  (await root.query(`select subject_id, closed_at from attention where code = 'mail_failed' order by created_at`)).rows;

describe('an accepted document', () => {
  test('reaches the buyer once, with PDF, XML and CDR, though two relays run', async () => {
    start();
    start();
    const documentId = await sellAccepted();
    await until('sent', async () => (await statusOf(documentId)) === 'sent');
    await until('marked', async () => (await unsent()) === 0);
    const row = await rowOf(documentId);
    const [mail, ...others] = await caught();
    expect(others).toEqual([]);
    expect(mail).toMatchObject({ to: ['rosa@example.com'], message_id: `<${row?.id}@hub.test>` });
    expect(row).toMatchObject({ attempts: 1, outcome_code: null, message_id: mail?.message_id });
    const raw = await fetch(`${sandbox.url}/mails/${mail?.id}/source`);
    const read = await simpleParser(Buffer.from(await raw.arrayBuffer()));
    expect(read.subject).toMatch(/^BOLETA DE VENTA ELECTRÓNICA B001-\d+ de TIENDA DE PRUEBA S\.A\.C\.$/);
    expect(read.text).toContain('ROSA QUISPE MAMANI');
    expect(read.from?.value).toEqual([{ name: 'TIENDA DE PRUEBA S.A.C.', address: 'facturas@hub.test' }]);
    const starts = read.attachments.map(({ content, filename = '' }) => [
      filename.split('.').at(-1),
      content.toString('latin1', 0, 4),
    ]);
    expect(starts).toEqual([
      ['pdf', '%PDF'],
      ['xml', '<?xm'],
      ['zip', 'PK-c'],
    ]);
  });

  test('is mailed in the words of the company', async () => {
    await setMailTemplate(deps, shop.ctx, 0, {
      subject: 'Su {{numero}}',
      text: 'Gracias, {{cliente}}.\r\n\r\n{{total}}',
    });
    start();
    const documentId = await sellAccepted();
    await until('sent', async () => (await statusOf(documentId)) === 'sent');
    const page = await (await fetch(`${sandbox.url}/mails/${(await caught())[0]?.id}`)).text();
    expect(page).toContain('Gracias, ROSA QUISPE MAMANI.\n\n18.50');
  });

  test('of a buyer without an address, and of CLIENTES VARIOS, is not mailed', async () => {
    const withoutEmail = { ...ROSA, email: undefined };
    for (const documentId of [await sellAccepted(withoutEmail), await sellAccepted(null)])
      expect(await rowOf(documentId)).toBeUndefined();
    expect(await unsent()).toBe(0);
  });

  test('is not queued where the hub sends no mail; asking for it says so', async () => {
    const documentId = await sellAccepted(ROSA, hub.deps);
    expect(await unsent()).toBe(0);
    await expect(sendDocumentMail(hub.deps, shop.ctx, documentId, {})).rejects.toMatchObject({
      code: 'mail_not_configured',
    });
  });
});

describe('a process that dies', () => {
  test('between sending and noting sends again, under the same Message-ID', async () => {
    let deaths = 1;
    start(
      deliverBy({
        async send(mail) {
          const outcome = await mailer.send(mail);
          if (deaths-- > 0) throw new Error('killed');
          return outcome;
        },
      }),
    );
    const documentId = await sellAccepted();
    await until('the first was caught', async () => (await caught()).length === 1);
    await until('it died', () => logged.length > 0);
    expect(await rowOf(documentId)).toMatchObject({ status: 'queued', attempts: 0 });
    await due();
    await until('sent', async () => (await statusOf(documentId)) === 'sent');
    const ids = (await caught()).map(({ message_id }) => message_id);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  test('between noting and marking the intent does not send again', async () => {
    const documentId = await sellAccepted();
    const once = deliverBy(mailer);
    let intents: Intent[] = [];
    start(async (intent) => {
      await once(intent);
      if (intent.topic !== 'document.mail') return;
      intents = [...intents, intent];
      if (intents.length === 1) throw new Error('killed');
    });
    await until('it died', () => logged.length > 0);
    await due();
    await until('marked', async () => (await unsent()) === 0);
    expect(intents.length).toBe(2);
    expect(await caught()).toHaveLength(1);
    expect(await statusOf(documentId)).toBe('sent');
  });
});

describe('a mail server that', () => {
  test('refuses the address: bounced, and not tried again', async () => {
    await fault({ kind: 'reject', at: 'recipient', code: 550 });
    start();
    const documentId = await sellAccepted();
    await until('marked', async () => (await statusOf(documentId)) === 'bounced' && (await unsent()) === 0);
    expect(await rowOf(documentId)).toMatchObject({ attempts: 1, outcome_code: 'recipient_refused' });
    expect((await rowOf(documentId))?.smtp_status).toMatch(/^550/);
    expect(await caught()).toEqual([]);
  });

  test('is busy: tried again under its lease; neither log nor row names the buyer', async () => {
    await fault({ kind: 'busy', at: 'recipient' });
    start();
    const documentId = await sellAccepted();
    await until('tried', async () => (await rowOf(documentId))?.attempts === 1);
    await until('logged', () => logged.length > 0);
    expect(await rowOf(documentId)).toMatchObject({ status: 'queued', outcome_code: 'server_busy' });
    const wait = await root.query(
      `select due_at > now() + interval '1 minute' as later from outbox where lane = 'mail' and sent_at is null`,
    );
    expect(wait.rows).toEqual([{ later: true }]);
    expect(logged.join()).toContain('server_busy');
    const kept = await root.query('select * from mail_delivery m join outbox o on o.subject_id = m.id');
    for (const text of [logged.join(), JSON.stringify(kept.rows)]) expect(text).not.toMatch(/rosa@|ROSA/);
    await due();
    await until('sent', async () => (await statusOf(documentId)) === 'sent');
    expect(await rowOf(documentId)).toMatchObject({ attempts: 2, outcome_code: null });
  });

  test('loses its answer: sent again as the same mail', async () => {
    await fault({ kind: 'cut', at: 'after_data' });
    start();
    const documentId = await sellAccepted();
    await until('in doubt', async () => (await rowOf(documentId))?.outcome_code === 'answer_lost');
    await due();
    await until('sent', async () => (await statusOf(documentId)) === 'sent');
    expect(new Set((await caught()).map(({ message_id }) => message_id)).size).toBe(1);
  });

  test('hangs: holds up no sale', async () => {
    let release: () => void = () => undefined;
    const hung = new Promise<void>((resolve) => {
      release = resolve;
    });
    const started: string[] = [];
    start(async ({ topic, subjectId }) => {
      if (topic === 'document.mail') return hung;
      started.push(subjectId);
    });
    for (let n = 0; n < 6; n += 1) await sellAccepted();
    await until(
      'the mails hang',
      async () =>
        (await root.query(`select 1 from outbox where lane = 'mail' and sent_at is null and attempts > 0`)).rows
          .length >= 5,
    );
    started.length = 0;
    await inCompany(hub.orm, shop.companyId, (tx) => writeOutbox(tx, 'sale.start', shop.companyId, 'request-1'));
    await until('the sale starts', () => started.length === 1);
    release();
  });

  test('is not there for two days: failed, told once, and over when a later mail leaves', async () => {
    start(deliverBy(NO_MAIL_SENDER));
    const documentId = await sellAccepted();
    await until('tried', async () => (await rowOf(documentId))?.outcome_code === 'mail_not_configured');
    expect(await failures()).toEqual([]);
    hub.setNow(new Date(Date.now() + MAIL_PATIENCE_MS + 60_000));
    await sendDocumentMail(deps, shop.ctx, documentId, {});
    await due();
    await until(
      'failed',
      async () =>
        (await root.query(`select 1 from mail_delivery where document_id = $1 and status = 'failed'`, [documentId]))
          .rows.length === 2,
    );
    expect(await failures()).toEqual([{ subject_id: documentId, closed_at: null }]);
    hub.setNow(undefined);
    await relays.pop()?.stop();
    start();
    await sendDocumentMail(deps, shop.ctx, documentId, { to: 'otra@example.com' });
    await until('sent', async () => (await statusOf(documentId)) === 'sent');
    expect((await failures())[0].closed_at).not.toBeNull();
  });
});

test('a PDF that cannot be made delays the mail and is told like any other failure', async () => {
  const broken = { render: () => Promise.reject(new Error('crashed')), close: async () => undefined };
  const mail = createMailDeliveries({ ...deps, sender: mailer, printing: { renderer: broken } });
  start(createDeliver({ temporal, taskQueue: 'hub', mail }));
  const documentId = await sellAccepted();
  await until('tried', async () => (await rowOf(documentId))?.outcome_code === 'pdf_failed');
  expect(await caught()).toEqual([]);
  hub.setNow(new Date(Date.now() + MAIL_PATIENCE_MS + 60_000));
  await due();
  await until('failed', async () => (await statusOf(documentId)) === 'failed');
  expect(await failures()).toHaveLength(1);
});

test('another company sees and sends nothing of it', async () => {
  const documentId = await sellAccepted();
  const id = (await rowOf(documentId))?.id ?? '';
  const other = await makeShop(hub, { ready: false });
  const page = { limit: 10, after: null };
  await expect(getDocumentMail(deps, other.ctx, id)).rejects.toMatchObject({ kind: 'not_found' });
  await expect(listDocumentMails(deps, other.ctx, documentId, page)).rejects.toMatchObject({ kind: 'not_found' });
  await expect(sendDocumentMail(deps, other.ctx, documentId, { to: 'x@example.com' })).rejects.toMatchObject({
    kind: 'not_found',
  });
  expect((await listDocumentMails(deps, shop.ctx, documentId, page)).rows).toMatchObject([
    { id, to: 'r****@example.com' },
  ]);
});

describe('an invitation', () => {
  const invite = async (email: string) => {
    await root.query(
      `insert into role (id, company_id, name, permissions, built_in) values (gen_random_uuid(), $1, 'caja', '{sales:read}', false)
       on conflict do nothing`,
      [shop.companyId],
    );
    return createUser(deps, shop.ctx, { email, name: 'Ana Soto', roles: ['caja'] });
  };
  const textOf = async (id = 0): Promise<string> => (await fetch(`${sandbox.url}/mails/${id}`)).text();

  test('is mailed with its link, which works; the token does not stay in the database', async () => {
    const { activation_token: token } = await invite('ana@example.com');
    const sealed = await root.query('select body from outbox where sent_at is null');
    expect(String(sealed.rows[0].body)).not.toContain(token);
    start();
    await until('marked', async () => (await unsent()) === 0);
    const [mail] = await caught();
    expect(mail?.to).toEqual(['ana@example.com']);
    expect(await textOf(mail?.id)).toContain(`https://hub.test/api/v1/auth/activate#token=${token}`);
    expect((await root.query(`select 1 from outbox where body is not null`)).rows).toEqual([]);
    await activate(await createAuthDeps(deps), { token, password: 'una clave larga de prueba' }, 'request-1');
  });

  test('that a newer one replaced is not sent any more', async () => {
    const user = await invite('eva@example.com');
    const { activation_token: newer } = await reinviteUser(deps, shop.ctx, user.id);
    start();
    await until('marked', async () => (await unsent()) === 0);
    const mails = await caught();
    expect(mails).toHaveLength(1);
    expect(await textOf(mails[0]?.id)).toContain(newer);
  });

  test('that the address refuses is told to a person', async () => {
    await fault({ kind: 'reject', at: 'recipient' });
    const user = await invite('mal@example.com');
    start();
    await until('told', async () => (await failures()).length === 1);
    expect(await failures()).toEqual([{ subject_id: user.id, closed_at: null }]);
  });
});
