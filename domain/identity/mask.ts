import { isPersonRuc } from './ruc.ts';

const HIDDEN = '****';

/**
 * Masks the number of an identity document; a company's RUC is public and stays as it is.
 * Two characters at the end stay readable so that staff can tell two buyers apart.
 */
export function maskDocumentNumber(type: string, number: string): string {
  if (number === '' || number === '-') return number;
  if (type === '6' && !isPersonRuc(number)) return number;
  if (type === '0' && /^0+$/.test(number)) return number;
  return number.length <= 4 ? HIDDEN : HIDDEN + number.slice(-2);
}

/** `rosa.quispe@correo.pe` becomes `r****@correo.pe`. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 1 ? HIDDEN : email.slice(0, 1) + HIDDEN + email.slice(at);
}

/** Only the last three digits of a phone number stay. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  return digits.length < 6 ? HIDDEN : HIDDEN + digits.slice(-3);
}

/** Only the first word of an address (`Av.`, `Jr.`, `Calle`) stays. */
export function maskAddress(address: string): string {
  const first = /^\p{L}{1,8}\.?(?=\s)/u.exec(address.trim());
  return first ? `${first[0]} ${HIDDEN}` : HIDDEN;
}
