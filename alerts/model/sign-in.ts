import { escapeHtml, type Html, oneLine, utc } from './message.ts'

/**
 * Somebody signed in with the dashboard's secret. Times are Unix milliseconds. Facts alone: web, which faces the
 * internet, words nothing that operators read.
 */
export interface SignIn {
  readonly id: string
  readonly at: number
  readonly endsAt: number
  /** Of the caller, as web saw it. */
  readonly address: string
}

const longestAddress = 100

export function signInText({ at, endsAt, address }: SignIn): Html {
  return [
    '🔑 <b>Break-glass sign-in</b>',
    'Somebody signed in to the pages with DASHBOARD_SECRET_KEY.',
    `At ${utc(at)} from <code>${escapeHtml(oneLine(address, longestAddress))}</code>`,
    `Until ${utc(endsAt)} this session may look up vehicles and read what break-glass looked up. It may not make API keys, and it commands no machines.`,
    '',
    'Was it none of you? Change DASHBOARD_SECRET_KEY, and end its sessions in Postgres:',
    `<code>delete from sessions where account = 'break-glass'</code>`,
  ].join('\n')
}
