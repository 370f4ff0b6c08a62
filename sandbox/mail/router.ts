import { simpleParser } from 'mailparser';
import { z } from 'zod';
import type { Incoming } from '../sunat/http.ts';
import { json, type Reply } from '../sunat/sandbox.ts';
import { type FaultQueue, faultSchema } from './faults.ts';
import { listPage, mailPage, POLICY, STYLE } from './pages.ts';
import type { MailStore } from './store.ts';

interface Box {
  readonly store: MailStore;
  readonly faults: FaultQueue;
}

const DONE: Reply = { kind: 'http', status: 204, type: 'application/json', body: '' };
const GUARDS = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

const html = (body: string): Reply => ({
  kind: 'http',
  status: 200,
  type: 'text/html; charset=utf-8',
  body,
  headers: GUARDS,
});

/** A file to keep: never shown by the browser, whatever the mail says that it is. */
const download = (body: Buffer, name: string): Reply => ({
  kind: 'http',
  status: 200,
  type: 'application/octet-stream',
  body,
  headers: { ...GUARDS, 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}` },
});

const PATH = /^\/mails\/(\d{1,9})(?:\/(source|attachments\/(\d{1,3})))?$/;

/** The pages for people, and the control interface below `/__control`. */
export function createMailRouter(box: Box): (request: Incoming) => Promise<Reply> {
  return async ({ method, path, body }) => {
    if (path.startsWith('/__control/')) return control(box, `${method} ${path.slice('/__control'.length)}`, body);
    if (method !== 'GET') return json(405, { error: 'method_not_allowed' });
    if (path === '/') return html(listPage(box.store.mails));
    if (path === '/style.css')
      return { kind: 'http', status: 200, type: 'text/css; charset=utf-8', body: STYLE, headers: GUARDS };
    const [, id = '', part, index] = PATH.exec(path) ?? [];
    const reply = id === '' ? undefined : await show(box, Number(id), part, index);
    return reply ?? json(404, { error: 'not_found' });
  };
}

async function show({ store }: Box, id: number, part?: string, index?: string): Promise<Reply | undefined> {
  const record = store.mails.find((mail) => mail.id === id);
  const raw = await store.read(id);
  if (record === undefined || raw === undefined) return undefined;
  if (part === 'source') return download(raw, `${id}.eml`);
  const mail = await simpleParser(raw);
  if (part === undefined) return html(mailPage(record, mail));
  const file = mail.attachments[Number(index)];
  return file && download(file.content, file.filename ?? `adjunto-${Number(index) + 1}`);
}

async function control({ store, faults }: Box, what: string, body: string): Promise<Reply> {
  switch (what) {
    case 'GET /state':
      return json(200, {
        mails: store.mails.map(({ messageId, ...mail }) => ({ ...mail, message_id: messageId })),
        faults: faults.list(),
      });
    case 'POST /reset':
      faults.clear();
      await store.reset();
      return DONE;
    case 'POST /faults':
      return addFault(faults, body);
    case 'DELETE /faults':
      faults.clear();
      return DONE;
    default:
      return json(404, { error: 'not_found' });
  }
}

function addFault(faults: FaultQueue, body: string): Reply {
  try {
    const fault = faultSchema.parse(JSON.parse(body));
    faults.add(fault);
    return json(201, fault);
  } catch (error) {
    if (error instanceof z.ZodError) return json(422, { error: 'invalid', issues: error.issues });
    return json(400, { error: 'malformed' });
  }
}
