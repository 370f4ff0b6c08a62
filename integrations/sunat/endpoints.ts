import type { SunatEndpoints } from './types.ts';

export type SunatEnvironment = 'beta' | 'production' | 'ose' | 'sandbox';

const BILL_BETA = '/ol-ti-itcpfegem-beta/billService';
const BILL = '/ol-ti-itcpfegem/billService';
const CERTIFICATES_BETA = '/ol-ti-itemision-otroscpe-gem-beta/billService';
const CERTIFICATES = '/ol-ti-itemision-otroscpe-gem/billService';
const CONSULT = '/ol-it-wsconscpegem/billConsultService';
const TOKEN = '/v1/clientesextranet';
const VALIDITY = '/v1/contribuyente/contribuyentes';

const GRE_TOKEN = '/v1/clientessol';
const GRE = '/v1/contribuyente/gem/comprobantes';

/** Guías go to SUNAT itself, also those of an issuer who uses an OSE for the rest. */
const GRE_ENDPOINTS = {
  greToken: `https://api-seguridad.sunat.gob.pe${GRE_TOKEN}`,
  gre: `https://api-cpe.sunat.gob.pe${GRE}`,
};

const VALIDITY_ENDPOINTS = {
  token: `https://api-seguridad.sunat.gob.pe${TOKEN}`,
  validity: `https://api.sunat.gob.pe${VALIDITY}`,
};

/**
 * URLs of an environment, after SUNAT's WSDLs and the manual of the validity query. Beta keeps no registry, so it has
 * neither consult nor validity nor guías. An OSE serves getStatusCdr at its own billService; the validity query stays SUNAT's.
 * @throws RangeError when the URL that `ose` or `sandbox` needs is missing: a mistake of the caller's configuration.
 */
export function endpointsFor(
  environment: SunatEnvironment,
  urls: { readonly sandboxUrl?: string; readonly oseUrl?: string } = {},
): SunatEndpoints {
  switch (environment) {
    case 'beta':
      return {
        bill: `https://e-beta.sunat.gob.pe${BILL_BETA}`,
        certificates: `https://e-beta.sunat.gob.pe${CERTIFICATES_BETA}`,
      };
    case 'production':
      return {
        bill: `https://e-factura.sunat.gob.pe${BILL}`,
        certificates: `https://e-factura.sunat.gob.pe${CERTIFICATES}`,
        consult: `https://e-factura.sunat.gob.pe${CONSULT}`,
        ...VALIDITY_ENDPOINTS,
        ...GRE_ENDPOINTS,
      };
    case 'ose': {
      const bill = required(urls.oseUrl, 'oseUrl');
      return { bill, certificates: bill, consult: bill, ...VALIDITY_ENDPOINTS, ...GRE_ENDPOINTS };
    }
    case 'sandbox': {
      const root = required(urls.sandboxUrl, 'sandboxUrl').replace(/\/+$/, '');
      return {
        bill: `${root}${BILL}`,
        certificates: `${root}${CERTIFICATES}`,
        consult: `${root}${CONSULT}`,
        token: `${root}${TOKEN}`,
        validity: `${root}${VALIDITY}`,
        greToken: `${root}${GRE_TOKEN}`,
        gre: `${root}${GRE}`,
      };
    }
  }
}

function required(url: string | undefined, name: string): string {
  if (url === undefined || url === '') throw new RangeError(`missing ${name}`);
  return url;
}
