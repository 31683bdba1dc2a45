import { mount } from 'svelte'
import '../styles/tokens.css'
import '../styles/base.css'
import { PageClock } from '../parts/clock.svelte.ts'
import { createKept } from '../parts/kept.ts'
import { Theme } from '../parts/theme.svelte.ts'
import StatusPage from './StatusPage.svelte'
import { openSocket } from './socket.ts'
import { StatusBoard } from './status-board.svelte.ts'

/** The page `/status`: what the probe sees, live. */
const clock = new PageClock(() => board.connection.renew('snapshot'))
const theme = new Theme(createKept('intelauto.theme', () => localStorage))
const board = new StatusBoard({ clock, open: openSocket })

mount(StatusPage, { target: document.body, props: { board, clock, theme } })
addEventListener('online', () => board.connection.renew('place'))
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') board.connection.wake()
})
board.connection.start()
