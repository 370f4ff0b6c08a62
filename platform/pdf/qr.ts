import QRCode from 'qrcode';

/** Modules of white around the code, as ISO 18004 wants them. */
const QUIET = 4;

/**
 * The text as a QR code of error correction Q (a quarter of it may be unreadable), drawn as one SVG path with its
 * quiet zone. `share` is how much of the width the code itself takes.
 */
export function qrSvg(text: string): { readonly svg: string; readonly share: number } {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'Q' });
  const { size, data } = modules;
  let path = '';
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (!data[y * size + x]) continue;
      const from = x;
      while (x + 1 < size && data[y * size + x + 1]) x++;
      path += `M${from + QUIET} ${y + QUIET}h${x - from + 1}v1h-${x - from + 1}z`;
    }
  }
  const side = size + 2 * QUIET;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}"><path fill="#000000" d="${path}"/></svg>`;
  return { svg, share: size / side };
}
