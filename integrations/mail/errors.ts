import type { MailFault } from './types.ts';

/** What nodemailer tells of a failure, whatever its type. */
interface Told {
  readonly code: string;
  /** The command that was answered, `RCPT TO`; `CONN` for the connection, `API` before anything was sent. */
  readonly command: string;
  readonly responseCode: number | undefined;
  readonly response: string;
  /** Of Node or OpenSSL, `ERR_SSL_WRONG_VERSION_NUMBER`. */
  readonly systemCode: string;
}

const TLS_CODE = /^(ERR_SSL|ERR_TLS|CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|HOSTNAME_MISMATCH|EPROTO)/;
const WRONG_SETTINGS = ['ECONFIG', 'ENOAUTH', 'EOAUTH2', 'EPROXY'];

function read(error: unknown): Told {
  const fields: Record<string, unknown> = typeof error === 'object' && error !== null ? { ...error } : {};
  const text = (name: string): string => {
    const value = fields[name];
    return typeof value === 'string' ? value : '';
  };
  const { responseCode } = fields;
  return {
    code: text('code'),
    command: text('command'),
    responseCode: typeof responseCode === 'number' ? responseCode : undefined,
    response: text('response'),
    systemCode: text('originalCode'),
  };
}

/** Reply code and enhanced status (RFC 3463); the server's text is left out, it repeats addresses. */
export function smtpStatusOf(response: string, responseCode?: number): string | undefined {
  const match = /^(\d{3})[ -](?:(\d\.\d{1,3}\.\d{1,3})\b)?/.exec(response);
  if (match) return [match[1], match[2]].filter(Boolean).join(' ');
  return responseCode === undefined ? undefined : String(responseCode);
}

/**
 * What a failure means (RFC 5321, section 4.2.1: 4yz may pass, 5yz will not). `contentLeft`: the server had asked for
 * the content and some of it was sent, so that a broken connection leaves open whether the mail was taken.
 */
export function faultOf(error: unknown, contentLeft: boolean): MailFault {
  const told = read(error);
  const smtpStatus = smtpStatusOf(told.response, told.responseCode);
  const fault = judge(told, contentLeft);
  return smtpStatus === undefined ? fault : { ...fault, smtpStatus };
}

function judge(told: Told, contentLeft: boolean): MailFault {
  const { code, responseCode = 0 } = told;
  if (responseCode >= 400) return judgeReply(told, responseCode);
  if (code === 'EAUTH') return { kind: 'configuration_error', code: 'authentication_failed' };
  if (code === 'ETLS' || code === 'EREQUIRETLS' || TLS_CODE.test(told.systemCode))
    return { kind: 'configuration_error', code: 'tls_failed' };
  if (WRONG_SETTINGS.includes(code)) return { kind: 'configuration_error', code: 'configuration_invalid' };
  if (code === 'EENVELOPE') return { kind: 'rejected', code: 'recipient_refused' };
  if (code === 'EMESSAGE') return { kind: 'rejected', code: 'message_refused' };
  if (contentLeft) return { kind: 'unknown', code: 'answer_lost' };
  return { kind: 'retryable', code: 'connection_failed' };
}

function judgeReply({ code, command }: Told, responseCode: number): MailFault {
  if (responseCode < 500) return { kind: 'retryable', code: 'server_busy' };
  // 530: the server wants a login or TLS first (RFC 4954, RFC 3207).
  if (code === 'EAUTH' || responseCode === 530) return { kind: 'configuration_error', code: 'authentication_failed' };
  if (code === 'ETLS') return { kind: 'configuration_error', code: 'tls_failed' };
  if (command === 'MAIL FROM') return { kind: 'configuration_error', code: 'sender_refused' };
  if (command === 'RCPT TO') return { kind: 'rejected', code: 'recipient_refused' };
  if (command === 'DATA') return { kind: 'rejected', code: 'message_refused' };
  // A server that greets with 554 serves nobody now.
  return { kind: 'retryable', code: 'server_busy' };
}
