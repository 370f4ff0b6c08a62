import { Redis } from 'ioredis';

export interface RedisHandle {
  readonly client: Redis;
  close(): Promise<void>;
}

/**
 * Connects to Redis without waiting for it. Commands fail at once while it is away, instead of queueing: whoever uses
 * it has another way (the rate limiter counts in memory). `onError` hears of lost connections; ioredis reconnects.
 */
export function connectRedis(url: string, onError: (error: Error) => void = () => {}): RedisHandle {
  const client = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    connectTimeout: 2000,
    commandTimeout: 500,
    disconnectTimeout: 200,
    retryStrategy: (times) => Math.min(times * 200, 5000),
  });
  client.on('error', onError);
  client.connect().catch(onError);
  return {
    client,
    close: async () => {
      client.disconnect();
    },
  };
}
