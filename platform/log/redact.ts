import { serializeError } from './serialize-error.ts';

export const CENSORED = '[oculto]';

/** Names of fields, in lower case without `_` and `-`, whose values never reach a log line: secrets, then personal data. */
const HIDDEN = new Set(
  `password solpassword pass pwd secret clientsecret token accesstoken refreshtoken activationtoken idtoken
   authorization proxyauthorization cookie setcookie apikey xapikey masterkey datakey privatekey privatekeypem
   pfx pfxbase64 passphrase idempotencykey email mail adminemail phone telephone mobile address street
   documentnumber dni customer buyer customername fullname legalname birthdate body payload parameters params
   values query sql`.split(/\s+/),
);

const isHidden = (key: string): boolean => HIDDEN.has(key.toLowerCase().replaceAll(/[_-]/g, ''));

/** The spellings that a child logger's bindings are checked for (pino looks them up by their exact path). */
export const hiddenPaths: string[] =
  `password secret token authorization cookie apiKey api_key email phone address customer documentNumber
   document_number accessToken access_token refreshToken refresh_token`.split(/\s+/);

const URL_CREDENTIALS = /(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@:]*:[^\s/@]*@/gi;
const SECRET = /\b(hrt|hk|ha)_[\w-]{20,}|\beyJ[\w-]{10,}\.[\w-]+\.[\w-]+|-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*/g;
const EMAIL = /[\w.+-]+@[\w-]+(\.[\w-]+)+/g;

/** A text without credentials in URLs, tokens, private keys and e-mail addresses. */
export function censorText(text: string): string {
  return text.replace(URL_CREDENTIALS, `$1${CENSORED}@`).replace(SECRET, CENSORED).replace(EMAIL, CENSORED);
}

const MAX_DEPTH = 6;

function censorValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return censorText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Reflect.get(value, 'stack') !== undefined && Reflect.get(value, 'message') !== undefined) {
    return serializeError(value, censorText);
  }
  if (depth >= MAX_DEPTH) return '[…]';
  if (Array.isArray(value)) return value.map((item: unknown) => censorValue(item, depth + 1));
  if (ArrayBuffer.isView(value)) return '[bytes]';
  if (typeof Reflect.get(value, 'toJSON') === 'function') return value;
  return censor(value, depth + 1);
}

/** A copy of an object to be logged: hidden fields censored at any depth, texts cleaned, errors made plain. */
export function censor(object: object, depth = 0): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [
      key,
      isHidden(key) && value !== undefined && value !== null ? CENSORED : censorValue(value, depth),
    ]),
  );
}
