import { mount } from 'svelte'
import '../styles/tokens.css'
import '../styles/base.css'
import { PageClock } from '../parts/clock.svelte.ts'
import { createKept } from '../parts/kept.ts'
import { Theme } from '../parts/theme.svelte.ts'
import { createAsk } from './answer.ts'
import LookupPage from './LookupPage.svelte'
import { Lookup } from './lookup.svelte.ts'

/** The page `/`: a VIN in, a vehicle out. */
const clock = new PageClock()
const theme = new Theme(createKept('intelauto.theme', () => localStorage))
const lookup = new Lookup({
  ask: createAsk({ fetch: (path, init) => fetch(path, init), now: Date.now, timeoutMs: 20_000 }),
  recent: createKept('intelauto.recent', () => localStorage),
  now: Date.now,
})

mount(LookupPage, { target: document.body, props: { clock, lookup, theme } })
addEventListener('popstate', () => void lookup.followAddress())
void lookup.followAddress()
