import { HubError, invalid } from '../../domain/errors.ts';
import { isWholeImage, readImageFacts, type ImageFacts } from '../../platform/images/read-image.ts';
import type { PdfRenderer } from '../../platform/pdf/renderer.ts';
import type { PrintDefinition } from '../../platform/pdf/types.ts';

/** Pixels of a side; the paper shows it 60 mm wide at most, which is 1,400 pixels at 600 dpi. */
const [MIN_SIDE, MAX_SIDE] = [16, 2000];
/** A transparent picture is unpacked for each document that carries it. */
const MAX_PIXELS = 1_000_000;

const refused = (code: string, detail: string): HubError => invalid([{ pointer: '/image_base64', code, detail }]);
const unreadable = (): HubError => refused('unreadable_image', 'La imagen está dañada o no se puede imprimir.');

/** A page with nothing but the picture, to see whether it can be printed. */
const trialOf = (bytes: Buffer, type: ImageFacts['type']): PrintDefinition => ({
  page: { width: 200, height: 100 },
  margins: [10, 10, 10, 10],
  content: [{ image: `data:${type};base64,${bytes.toString('base64')}`, fit: [170, 56] }],
  fontSize: 8,
  info: { title: 'Logo', author: 'retail-hub', createdAt: new Date(0) },
});

/** True when the PDF can be made; that nobody has time for it is no answer. @throws HubError 503 `printing_busy` */
async function prints(renderer: PdfRenderer, definition: PrintDefinition): Promise<boolean> {
  try {
    await renderer.render(definition);
    return true;
  } catch (error) {
    if (error instanceof HubError) throw error;
    return false;
  }
}

/**
 * Holds a picture against what every later document needs: PNG or JPEG by its bytes, of a sane size, whole, and
 * printable, which is tried.
 * @throws HubError 422 `not_an_image`, `image_dimensions`, `unreadable_image`; 503 `printing_busy`
 */
export async function checkLogo(renderer: PdfRenderer, bytes: Buffer): Promise<ImageFacts> {
  const facts = readImageFacts(bytes);
  if (!facts) throw refused('not_an_image', 'Debe ser una imagen PNG o JPEG.');
  const sides = [facts.width, facts.height];
  const pixels = facts.width * facts.height;
  if (sides.some((side) => side < MIN_SIDE || side > MAX_SIDE) || pixels > MAX_PIXELS) {
    const detail = `La imagen debe medir de ${MIN_SIDE} a ${MAX_SIDE} píxeles por lado y no más de un millón de píxeles.`;
    throw refused('image_dimensions', detail);
  }
  if (!isWholeImage(bytes) || !(await prints(renderer, trialOf(bytes, facts.type)))) throw unreadable();
  return facts;
}
