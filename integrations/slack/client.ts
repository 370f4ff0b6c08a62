import { IncomingWebhook } from '@slack/webhook';

/** Tells the operators' channel. */
export interface SlackClient {
  /** Sends one line; rejects when Slack did not take it, so that the caller's outbox tries again. */
  send(text: string): Promise<void>;
}

const TIMEOUT_MS = 5000;

/** A client for one incoming webhook (Slack's manual "Sending messages using incoming webhooks"). */
export function createSlackClient(webhookUrl: string): SlackClient {
  const webhook = new IncomingWebhook(webhookUrl, { timeout: TIMEOUT_MS });
  return {
    async send(text) {
      await webhook.send({ text: escape(text) });
    },
  };
}

/** Slack reads these three as markup. */
const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
