/** What the launcher found; see `locate.cjs`. */
export type TemporalSource =
  | { readonly kind: 'external'; readonly address: string }
  | { readonly kind: 'cli'; readonly cli: string }
  | { readonly kind: 'server'; readonly server: string; readonly ui: string | undefined };

export interface TemporalProbes {
  readonly address?: string | undefined;
  readonly cliPath?: string | undefined;
  readonly cliVersion?: string | undefined;
  readonly cachedServer?: string | undefined;
  readonly cachedUi?: string | undefined;
  readonly cachedCli?: string | undefined;
}

export const SERVER_VERSION: string;
export const UI_VERSION: string;
export const CLI_VERSION: string;
export const MINIMUM_GO: string;
export function atLeast(a: string, b: string): boolean;
export function cacheFolder(env?: Readonly<Record<string, string | undefined>>): string;
export function choose(probes: TemporalProbes): TemporalSource | undefined;
export function locate(env?: Readonly<Record<string, string | undefined>>): TemporalSource | undefined;
