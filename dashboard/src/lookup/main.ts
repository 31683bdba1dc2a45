import { mount } from 'svelte'
import '../styles/tokens.css'
import '../styles/base.css'
import { createCall } from '../parts/call.ts'
import { PageClock } from '../parts/clock.svelte.ts'
import { createKept } from '../parts/kept.ts'
import { askWhoIsSignedIn, signedInHint } from '../parts/session.ts'
import { Theme } from '../parts/theme.svelte.ts'
import { type Answer, createAsk } from './api/answer.ts'
import { createSignedCall } from './api/signed-call.ts'
import { Batch } from './batch/batch.svelte.ts'
import { createSendPart } from './batch/results.ts'
import { waitUntil } from './batch/wait.ts'
import { createExplain } from './explain/explanation.ts'
import { AccountHistory } from './history/account-history.svelte.ts'
import { createHistoryApi } from './history/listed.ts'
import { RecentHistory } from './history/recent-history.svelte.ts'
import LookupPage from './LookupPage.svelte'
import { Lookup } from './lookup.svelte.ts'
import { headlineOf } from './report/vehicle.ts'
import { SignedIn } from './signed-in.svelte.ts'

/** The page `/`: a VIN in, a vehicle out. */
const now = Date.now
const signedIn = new SignedIn({ ask: () => askWhoIsSignedIn(), isLikely: () => signedInHint.read() !== null })
const callWithin = (timeoutMs: number) =>
  createSignedCall({
    call: createCall({ fetch: (path, init) => fetch(path, init), now, timeoutMs }),
    headers: () => signedIn.headers(),
    renewHeaders: () => signedIn.renewedHeaders(),
  })
const call = callWithin(20_000)
/** Fifty VINs through online decoders take a while. */
const callPatiently = callWithin(90_000)

const recent = new RecentHistory(createKept('intelauto.recent', () => localStorage))
const stored = new AccountHistory(createHistoryApi(call))
const lookup = new Lookup({ ask: createAsk(call), answered })
const batch = new Batch({
  send: createSendPart(callPatiently),
  loadReader: () => import('./batch/table.ts'),
  ...{ waitUntil, now, settled: renewAccount },
})

/** What an account looks up is kept on the server alone: others may use this browser. */
function answered(answer: Answer): void {
  if (answer.kind === 'found' && signedIn.me === null) {
    const { vehicle } = answer
    recent.add({ vin: vehicle.vin, title: headlineOf(vehicle), at: now() })
  }
  if (answer.kind === 'found' || answer.kind === 'limited') void renewAccount()
}

/** A lookup costs some of the month and is kept in the history. */
async function renewAccount(): Promise<void> {
  await signedIn.renew()
  if (signedIn.me !== null) await stored.load()
}

mount(LookupPage, {
  target: document.body,
  props: {
    ...{ clock: new PageClock(), theme: new Theme(createKept('intelauto.theme', () => localStorage)) },
    ...{ lookup, batch, signedIn, stored, recent, explain: createExplain(call) },
  },
})
addEventListener('popstate', () => void lookup.followAddress())
void renewAccount()
void lookup.followAddress()
