import type { Route } from '../../define.ts';
import { createApiKeyRoute } from './create.ts';
import { getApiKeyRoute } from './get.ts';
import { listApiKeysRoute } from './list.ts';
import { revokeApiKeyRoute } from './revoke.ts';

export const apiKeyRoutes: readonly Route[] = [listApiKeysRoute, createApiKeyRoute, getApiKeyRoute, revokeApiKeyRoute];
