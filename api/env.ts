import type { Context } from 'hono';

/** What the middleware knows of a request; the request log reads it at the end. Nothing personal stands here. */
export interface HubEnv {
  Variables: {
    requestId: string;
    /** The route's template (`/api/v1/products/{id}`), never the path itself. */
    route?: string;
    companyId?: string;
    /** The problem code of a refused request. */
    problemCode?: string;
  };
}

export type HubContext = Context<HubEnv>;
