import type { Route } from '../../define.ts';
import { decideAttentionRoute } from './decide.ts';
import { listAttentionRoute } from './list.ts';

export const attentionRoutes: readonly Route[] = [listAttentionRoute, decideAttentionRoute];
