import type { CustomTableLayout } from 'pdfmake/interfaces.js';

const RULE = '#9a9a9a';
const none = (): number => 0;

/** Named table layouts, as functions cannot cross to a thread. `node.table.body` holds the rows, header included. */
export const LAYOUTS: Readonly<Record<string, CustomTableLayout>> = {
  /** No lines and no padding: columns that only align. */
  bare: {
    hLineWidth: none,
    vLineWidth: none,
    paddingLeft: none,
    paddingRight: none,
    paddingTop: none,
    paddingBottom: none,
  },
  /** A frame round the whole. */
  frame: {
    hLineWidth: (i, node) => (i === 0 || i === node.table.body.length ? 0.8 : 0),
    vLineWidth: (i, node) => (i === 0 || i === (node.table.widths?.length ?? 1) ? 0.8 : 0),
    hLineColor: () => RULE,
    vLineColor: () => RULE,
    paddingLeft: () => 6,
    paddingRight: () => 6,
    paddingTop: () => 2,
    paddingBottom: () => 2,
  },
  /** A shaded header, a hair line under each row, a frame. */
  lines: {
    hLineWidth: (i, node) => (i <= 1 || i === node.table.body.length ? 0.8 : 0.3),
    vLineWidth: (i, node) => (i === 0 || i === (node.table.widths?.length ?? 1) ? 0.8 : 0),
    hLineColor: () => RULE,
    vLineColor: () => RULE,
    fillColor: (row) => (row === 0 ? '#ececec' : null),
    paddingLeft: () => 3,
    paddingRight: () => 3,
    paddingTop: () => 2.5,
    paddingBottom: () => 2.5,
  },
  /** Labels and amounts, one row close under the other. */
  sums: {
    hLineWidth: none,
    vLineWidth: none,
    paddingLeft: () => 3,
    paddingRight: () => 3,
    paddingTop: () => 1.2,
    paddingBottom: () => 1.2,
  },
};
