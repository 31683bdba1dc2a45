import { mount } from 'svelte'
import '../styles/tokens.css'
import '../styles/base.css'
import { createCall } from '../parts/call.ts'
import { PageClock } from '../parts/clock.svelte.ts'
import { createKept } from '../parts/kept.ts'
import { Theme } from '../parts/theme.svelte.ts'
import StatusPage from './StatusPage.svelte'
import { openSocket } from './socket.ts'
import { StatusBoard } from './status-board.svelte.ts'
import { UptimeHistory } from './uptime-history.svelte.ts'

/** The server's answer changes once a minute; one that failed is soon asked for again. */
const askHistoryEveryMs = 20_000

/** The page `/status`: what the probe sees, live. */
const clock = new PageClock(() => board.connection.renew('snapshot'))
const theme = new Theme(createKept('intelauto.theme', () => localStorage))
const board = new StatusBoard({ clock, open: openSocket })
const history = new UptimeHistory(
  createCall({ fetch: (path, init) => fetch(path, init), now: Date.now, timeoutMs: 10_000 }),
)

mount(StatusPage, { target: document.body, props: { board, history, clock, theme } })
addEventListener('online', () => board.connection.renew('place'))
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') board.connection.wake()
  renewHistory()
})
setInterval(renewHistory, askHistoryEveryMs)
board.connection.start()
renewHistory()

function renewHistory(): void {
  if (document.visibilityState === 'visible') void history.load()
}
