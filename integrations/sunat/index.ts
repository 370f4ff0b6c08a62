export { type BreakerOpen, type Breakers, type BreakerState, createBreakers } from './breaker.ts';
export { readCdr } from './cdr.ts';
export { createSunatClient, type SunatClient, type SunatClientOptions } from './client.ts';
export { describeCode } from './describe.ts';
export { endpointsFor, type SunatEnvironment } from './endpoints.ts';
export { createGreClient } from './gre/client.ts';
export type { GreClient, GreSendOutcome, GreStatusOutcome } from './gre/types.ts';
export type {
  Cdr,
  ConfigurationCause,
  ConsultOutcome,
  SummaryOutcome,
  SunatCallOptions,
  SunatCredentials,
  SunatDocumentKey,
  SunatEndpoints,
  SunatObservation,
  SunatObserver,
  SunatOperation,
  SunatOutcome,
  TicketOutcome,
  ValidityOutcome,
  ValidityQuestion,
} from './types.ts';
