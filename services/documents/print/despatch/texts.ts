/** Goods must not move on a guía without its CDR, so that the paper says when it has none. */
export const PENDING_QR = 'SUNAT aún no entrega la constancia de esta guía: no sustenta el traslado.';
