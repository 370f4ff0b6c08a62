/**
 * Writes `docs/sunat-rules.md` from the workbook's facts, the rules' tables and the classes of `scripts/rules/`.
 * usage: node scripts/generate/rules-page.ts
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderPage } from '../rules/page.ts';

writeFileSync(join(import.meta.dirname, '../../docs/sunat-rules.md'), renderPage());
