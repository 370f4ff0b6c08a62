import { createHash } from 'node:crypto';
import type { Tx } from '../../db/tx.ts';
import type { CompanyCipher } from '../../platform/crypto/envelope.ts';
import { uuidv7 } from '../../platform/ids.ts';
import type { LockedDocument } from './lock-document.ts';

/** Stores SUNAT's constancia as it came, sealed, one for each file version; the first one stands. */
export async function storeCdr(tx: Tx, cipher: CompanyCipher, document: LockedDocument, zip: Buffer): Promise<void> {
  const id = uuidv7();
  tx.write(
    `insert into document_file (id, company_id, document_id, kind, file_version, name, sha256, body)
     values ($1, $2, $3, 'cdr', $4, $5, $6, $7) on conflict (company_id, document_id, kind, file_version) do nothing`,
    [
      id,
      tx.companyId,
      document.documentId,
      document.fileVersion,
      `R-${document.fileName}.zip`,
      createHash('sha256').update(zip).digest('hex'),
      cipher.seal(zip, `document_file.body/${id}`).bytes,
    ],
  );
}
