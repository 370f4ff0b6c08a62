import type { InvoiceXml } from './types.ts';

const UBL = 'urn:oasis:names:specification:ubl:schema:xsd';
const AFTER_SIGNATURE = '</ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>';

/** Value of ds:Signature/@Id, announced by cac:Signature. */
export const SIGNATURE_ID = 'SignatureHub';

/** What stands around the body of a document, the same for all of its kind. */
export interface DocumentFrame {
  readonly root: string;
  readonly namespaces: string;
  readonly beforeSignature: string;
}

/**
 * The frame of an UBL 2.1 document (`Invoice`, `CreditNote`, `DebitNote`). Namespaces in canonical order: the default
 * one, then by prefix. All are declared on the root, so all are in scope below.
 */
export function documentFrame(root: string): DocumentFrame {
  const namespaces =
    ` xmlns="${UBL}:${root}-2"` +
    ` xmlns:cac="${UBL}:CommonAggregateComponents-2"` +
    ` xmlns:cbc="${UBL}:CommonBasicComponents-2"` +
    ' xmlns:ds="http://www.w3.org/2000/09/xmldsig#"' +
    ` xmlns:ext="${UBL}:CommonExtensionComponents-2"`;
  const beforeSignature = `<${root}${namespaces}><ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent>`;
  return { root, namespaces, beforeSignature };
}

/** The whole document: the body follows the place of the signature. */
export function frameXml(frame: DocumentFrame, body: string): InvoiceXml {
  return {
    prolog: '<?xml version="1.0" encoding="UTF-8"?>\n',
    beforeSignature: frame.beforeSignature,
    afterSignature: `${AFTER_SIGNATURE}${body}</${frame.root}>`,
    namespaces: frame.namespaces,
    signatureId: SIGNATURE_ID,
  };
}
