import type { Breakers, GreClient, SunatClient } from '../../integrations/sunat/index.ts';
import type { ServiceDeps } from '../../services/deps.ts';

/** What sending needs besides the services; one set a worker process. */
export interface SunatDeps {
  readonly services: ServiceDeps;
  readonly client: SunatClient;
  /** Guías de remisión have a service of their own. */
  readonly gre: GreClient;
  readonly breakers: Breakers;
  /** Root URLs of the environments that have no fixed one. */
  readonly sandboxUrl?: string | undefined;
  readonly oseUrl?: string | undefined;
}
