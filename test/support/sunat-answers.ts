import { readFileSync } from 'node:fs';
import { zipSync } from 'fflate';

const FOLDER = new URL('../fixtures/sunat/', import.meta.url);

/** Bytes of one file of `test/fixtures/sunat`. */
export const sunatFixture = (name: string): Buffer => readFileSync(new URL(name, FOLDER));

/** A CDR fixture zipped as SUNAT does it, with its empty extra folder. */
export const cdrZip = (name: string): Uint8Array =>
  zipSync({ 'dummy/': new Uint8Array(), 'R-20100066603-01-F001-1.XML': sunatFixture(name) });

const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';

/** A SOAP answer around the given content, by SUNAT's prefixes. */
export const envelope = (content: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><soap-env:Envelope xmlns:soap-env="${SOAP}"><soap-env:Header/>` +
  `<soap-env:Body>${content}</soap-env:Body></soap-env:Envelope>`;

const base64 = (zip: Uint8Array): string => Buffer.from(zip).toString('base64');
const SERVICE = 'xmlns:br="http://service.sunat.gob.pe"';

export const sendBillResponse = (zip: Uint8Array): string =>
  envelope(
    `<br:sendBillResponse ${SERVICE}><applicationResponse>${base64(zip)}</applicationResponse></br:sendBillResponse>`,
  );

export const sendSummaryResponse = (ticket: string): string =>
  envelope(`<br:sendSummaryResponse ${SERVICE}><ticket>${ticket}</ticket></br:sendSummaryResponse>`);

export const getStatusResponse = (statusCode: string, content = ''): string =>
  envelope(
    `<ns2:getStatusResponse xmlns:ns2="http://service.sunat.gob.pe"><status><content>${content}</content>` +
      `<statusCode>${statusCode}</statusCode></status></ns2:getStatusResponse>`,
  );

export const getStatusCdrResponse = (statusCode: string, message: string, zip?: Uint8Array): string =>
  envelope(
    `<br:getStatusCdrResponse ${SERVICE}><statusCdr>${zip === undefined ? '' : `<content>${base64(zip)}</content>`}` +
      `<statusCode>${statusCode}</statusCode><statusMessage>${message}</statusMessage></statusCdr></br:getStatusCdrResponse>`,
  );

export const consultStatusResponse = (statusCode: string, message = ''): string =>
  envelope(
    `<br:getStatusResponse ${SERVICE}><status><statusCode>${statusCode}</statusCode>` +
      `<statusMessage>${message}</statusMessage></status></br:getStatusResponse>`,
  );

export const faultEnvelope = (code: string, text: string): string =>
  envelope(`<soap-env:Fault><faultcode>${code}</faultcode><faultstring>${text}</faultstring></soap-env:Fault>`);
