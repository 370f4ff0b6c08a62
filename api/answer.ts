/** What a handler gives back. Plain data, so that an answer can be stored under an Idempotency-Key and sent again. */
export interface Answer {
  readonly status: number;
  /** JSON body; left out for 204 and for bytes. */
  readonly body?: unknown;
  readonly bytes?: Uint8Array<ArrayBuffer>;
  /** Bytes that are too many for memory; never of an answer that is kept. */
  readonly stream?: ReadableStream<Uint8Array<ArrayBuffer>>;
  readonly headers: Readonly<Record<string, string>>;
  /** The verb has kept it under the request's Idempotency-Key, in its own transaction. */
  readonly kept?: boolean;
}

/** A strong ETag of a row's version. */
export const etagOf = (version: number): string => `"${version}"`;

const etagHeader = (version: number | undefined): Record<string, string> =>
  version === undefined ? {} : { ETag: etagOf(version) };

/** 200 with a JSON body; `version` becomes the ETag. */
export function ok(body: unknown, options: { version?: number; headers?: Record<string, string> } = {}): Answer {
  return { status: 200, body, headers: { ...etagHeader(options.version), ...options.headers } };
}

/** 201 with the new resource, its Location and, where it has a version, its ETag. */
export function created(body: unknown, location: string, version?: number): Answer {
  return { status: 201, body, headers: { Location: location, ...etagHeader(version) } };
}

/** 202: a process was started; `location` is where its state can be read. */
export function accepted(body: unknown, location: string, headers: Record<string, string> = {}): Answer {
  return { status: 202, body, headers: { Location: location, ...headers } };
}

export const noContent = (): Answer => ({ status: 204, headers: {} });

/** Raw bytes (XML, zip, PDF) offered under a file name. */
export function file(bytes: Uint8Array, contentType: string, fileName: string): Answer {
  return {
    status: 200,
    bytes: new Uint8Array(bytes),
    headers: { 'Content-Type': contentType, 'Content-Disposition': `attachment; filename="${fileName}"` },
  };
}

/** A large file, part by part as it is taken. It is not compressed: that would gather it in memory. */
export function streamed(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  { contentType, fileName, size }: { readonly contentType: string; readonly fileName: string; readonly size?: number },
): Answer {
  return {
    ...{ status: 200, stream },
    headers: {
      'Content-Type': contentType,
      ...(size !== undefined && { 'Content-Length': String(size) }),
      'Content-Disposition': `attachment; filename="${fileName}"`,
      'Cache-Control': 'no-store, no-transform',
    },
  };
}

/** A small HTML page of our own, under its own content policy. */
export function page(html: string, policy: string): Answer {
  return {
    status: 200,
    bytes: new TextEncoder().encode(html),
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy },
  };
}

/** Turns an answer into the HTTP response. */
export function toResponse(answer: Answer): Response {
  if (answer.stream) return new Response(answer.stream, { status: answer.status, headers: answer.headers });
  if (answer.bytes) return new Response(answer.bytes, { status: answer.status, headers: answer.headers });
  if (answer.body === undefined) return new Response(null, { status: answer.status, headers: answer.headers });
  const text = JSON.stringify(answer.body);
  return new Response(text, {
    status: answer.status,
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      // Known here for nothing; the compression leaves small answers alone by it.
      'Content-Length': String(Buffer.byteLength(text)),
      ...answer.headers,
    },
  });
}
