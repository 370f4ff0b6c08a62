const DNI = /^\d{8}$/;

/** True for the eight digits of a Documento Nacional de Identidad (no check digit is printed with it). */
export function isValidDni(dni: string): boolean {
  return DNI.test(dni);
}
