import { Zip, ZipDeflate } from 'fflate';

const NOTHING = new Uint8Array(0);

/** A ZIP of one file, made part by part as it is taken; never more of it in memory than a part. */
export function zipStream(
  name: string,
  source: ReadableStream<Uint8Array<ArrayBuffer>>,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const file = new ZipDeflate(name);
  const zip = new Zip();
  return source.pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      start(controller) {
        zip.ondata = (error, part) => (error ? controller.error(error) : controller.enqueue(new Uint8Array(part)));
        zip.add(file);
      },
      transform: (part) => file.push(part),
      flush() {
        file.push(NOTHING, true);
        zip.end();
      },
    }),
  );
}
