import type { HubContext } from '../env.ts';

const remoteAddress = (env: unknown): string | undefined => {
  const incoming: unknown = typeof env === 'object' && env !== null ? Reflect.get(env, 'incoming') : undefined;
  const socket: unknown =
    typeof incoming === 'object' && incoming !== null ? Reflect.get(incoming, 'socket') : undefined;
  const address: unknown =
    typeof socket === 'object' && socket !== null ? Reflect.get(socket, 'remoteAddress') : undefined;
  return typeof address === 'string' ? address : undefined;
};

/** The caller's address: the socket's, or behind a trusted proxy the last one that proxy added. */
export function clientAddress(c: HubContext, trustProxy: boolean): string {
  if (trustProxy) {
    const last = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim();
    if (last) return last;
  }
  return remoteAddress(c.env) ?? 'local';
}
