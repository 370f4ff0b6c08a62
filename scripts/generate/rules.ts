/**
 * Writes `docs/generated/sunat-rules.json`: which rules SUNAT's validation workbook holds (sheet, line, return code, level,
 * UBL path), read from its Markdown copy, one file a sheet. The workbook's sentences stay where they are.
 * usage: node scripts/generate/rules.ts <folder of the sheets> <return-codes.csv>
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULE_SHEETS, type RuleSheet } from '../../domain/fiscal/rules/rule.ts';
import {
  CODES_BY_LINE,
  codeInHead,
  codesByText,
  isEmpty,
  type ReturnCode,
  SIGNATURE_CODES,
} from './workbook/code-of.ts';
import { readGeneralCodes, readSheet, type SheetRow } from './workbook/read-sheet.ts';

const TARGET = join(import.meta.dirname, '../../docs/generated/sunat-rules.json');
const WORKBOOK = '2026-02-12';

const FILES: Readonly<Record<RuleSheet, string>> = {
  Factura: 'Factura2_0.md',
  Boleta: 'Boleta2_0.md',
  NotaCredito: 'NotaCredito2_0.md',
  NotaDebito: 'NotaDebito2_0.md',
  Resumen: 'Resumen_Diario1_1.md',
  Baja: 'Comunicación_de_Baja1_0.md',
  Reversiones: 'Resumen_de_reversiones1_0.md',
  Retenciones: 'Retenciones1_0.md',
  Percepciones: 'Percepciones1_0.md',
  Firma: 'Firma.md',
  General: 'General.md',
};

type Level = 'error' | 'observation' | 'none';
type Fact = readonly [line: number, code: string, level: Level, path: string];

function readReturnCodes(path: string): ReturnCode[] {
  const [, ...lines] = readFileSync(path, 'utf8').trimEnd().split(/\r?\n/);
  return lines.flatMap((line) => {
    const found = /^(\d{4}),(\w+),(?:"((?:[^"]|"")*)"|([^,]*)),/.exec(line);
    const [, code = '', kind, quoted, bare = ''] = found ?? [];
    if (code === '' || kind === 'consult') return [];
    return [{ code, text: quoted === undefined ? bare : quoted.replaceAll('""', '"') }];
  });
}

/** The level stands in the head, or follows from the code as another sheet has it, or from its range. */
function levelOf({ head }: SheetRow, code: string, observed: ReadonlySet<string>): Level {
  if (head.startsWith('ERROR')) return 'error';
  return head.startsWith('OBSERV') || code >= '4000' || observed.has(code) ? 'observation' : 'error';
}

const [folder = '', codesFile = ''] = process.argv.slice(2);
const byText = codesByText(readReturnCodes(codesFile));
const read = (sheet: RuleSheet): string => readFileSync(join(folder, FILES[sheet]), 'utf8');

/** Codes below 4000 that a sheet calls observations: of sheets without levels they are too. */
const observed = new Set(
  readSheet(read('NotaCredito')).flatMap((row) => (row.head.startsWith('OBSERV') ? [codeInHead(row) ?? ''] : [])),
);

function factsOf(sheet: RuleSheet): Fact[] {
  if (sheet === 'General') return readGeneralCodes(read(sheet)).map((code, index) => [index + 1, code, 'error', '']);
  return readSheet(read(sheet)).map((row) => {
    if (isEmpty(row)) return [row.line, '', 'none', row.tag];
    const code =
      sheet === 'Firma'
        ? SIGNATURE_CODES[row.line - 1]
        : (CODES_BY_LINE[sheet]?.[row.line] ?? codeInHead(row) ?? byText(row));
    if (code === undefined) throw new Error(`${sheet} ${row.line}: no code for ${row.message}`);
    return [row.line, code, levelOf(row, code, observed), row.tag];
  });
}

const sheets = RULE_SHEETS.map((sheet) => {
  const facts = factsOf(sheet).map((fact) => `      ${JSON.stringify(fact)}`);
  return `    ${JSON.stringify(sheet)}: [\n${facts.join(',\n')}\n    ]`;
});
writeFileSync(TARGET, `{\n  "workbook": "${WORKBOOK}",\n  "sheets": {\n${sheets.join(',\n')}\n  }\n}\n`);
