import { mount } from 'svelte'
import '../styles/tokens.css'
import '../styles/base.css'
import { createCall } from '../parts/call.ts'
import { PageClock } from '../parts/clock.svelte.ts'
import { createKept } from '../parts/kept.ts'
import { signedInHint } from '../parts/session.ts'
import { Theme } from '../parts/theme.svelte.ts'
import AccountPage from './AccountPage.svelte'
import { Account } from './account.svelte.ts'
import { type Landing, readLanding } from './link.ts'

/** The page `/account`: signing in, what is used, the API keys. */
const clock = new PageClock()
const theme = new Theme(createKept('intelauto.theme', () => localStorage))
const account = new Account({
  call: createCall({ fetch: (path, init) => fetch(path, init), now: Date.now, timeoutMs: 15_000 }),
  hint: signedInHint,
  asked: createKept('intelauto.signing-in', () => localStorage),
  now: Date.now,
})

/** The token leaves the address before anything else happens, so that no history and no screenshot keeps it. */
function takeLanding(): Landing {
  const landing = readLanding(location.hash)
  if (landing.kind !== 'none') history.replaceState(null, '', location.pathname + location.search)
  return landing
}

const landing = takeLanding()
mount(AccountPage, { target: document.body, props: { account, clock, theme, origin: location.origin } })
addEventListener('hashchange', () => {
  const later = takeLanding()
  if (later.kind !== 'none') void account.land(later)
})
// Another window signed in or out.
addEventListener('storage', ({ key }) => {
  if (key === null || key === signedInHint.key) void account.load()
})
void account.land(landing)
