/** A party by identity and name. */
export interface Party {
  /** Catalogue 06. */
  readonly documentType: string;
  readonly documentNumber: string;
  readonly name: string;
}

/** What SUNAT calls the special instructions of a transport, by our names. */
export const SENDER_INDICATORS = {
  transshipment: 'SUNAT_Envio_IndicadorTransbordoProgramado',
  light_vehicle: 'SUNAT_Envio_IndicadorTrasladoVehiculoM1L',
  returns_with_empty_packaging: 'SUNAT_Envio_IndicadorRetornoVehiculoEnvaseVacio',
  returns_empty: 'SUNAT_Envio_IndicadorRetornoVehiculoVacio',
  whole_declaration: 'SUNAT_Envio_IndicadorTrasladoTotalDAMoDS',
  carrier_vehicle: 'SUNAT_Envio_IndicadorVehiculoConductoresTransp',
} as const;

/** Those of a carrier's guía; the third one is spelled as SUNAT spells it. */
export const CARRIER_INDICATORS = {
  transshipment: 'SUNAT_Envio_IndicadorTransbordoProgramado',
  returns_with_empty_packaging: 'SUNAT_Envio_IndicadorRetornoVehiculoEnvaseVacio',
  returns_empty: 'SUNAT_Envio_IndicadorRetornoVehiculoVacio',
  subcontracted: 'SUNAT_Envio_IndicadorTrasporteSubcontratado',
  freight_by_sender: 'SUNAT_Envio_IndicadorPagadorFlete_Remitente',
  freight_by_subcontractor: 'SUNAT_Envio_IndicadorPagadorFlete_Subcontratador',
  freight_by_third_party: 'SUNAT_Envio_IndicadorPagadorFlete_Tercero',
  whole_transfer: 'SUNAT_Envio_IndicadorTrasladoTotal',
} as const;

export type Indicator = keyof typeof SENDER_INDICATORS | keyof typeof CARRIER_INDICATORS;

/** Every name, for inputs. */
export const INDICATORS = [
  ...new Set<string>([...Object.keys(SENDER_INDICATORS), ...Object.keys(CARRIER_INDICATORS)]),
] as readonly Indicator[];

/** SUNAT's name of an indicator on a guía of the type; undefined where that type has none such. */
export function indicatorText(type: '09' | '31', indicator: Indicator): string | undefined {
  const names: Readonly<Partial<Record<Indicator, string>>> = type === '09' ? SENDER_INDICATORS : CARRIER_INDICATORS;
  return names[indicator];
}
