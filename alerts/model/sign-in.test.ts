import { expect, test } from 'vitest'
import { signInText } from './sign-in.ts'

const signIn = { id: 'sign-in-1', at: Date.UTC(2026, 10, 24, 12), endsAt: Date.UTC(2026, 10, 24, 13), address: '' }

test('operators read when, from where, what such a session may, and how long', () => {
  expect(signInText({ ...signIn, address: '203.0.113.7' })).toMatchInlineSnapshot(`
    "🔑 <b>Break-glass sign-in</b>
    Somebody signed in to the pages with DASHBOARD_SECRET_KEY.
    At 2026-11-24 12:00:00 UTC from <code>203.0.113.7</code>
    Until 2026-11-24 13:00:00 UTC this session may look up vehicles and read what break-glass looked up. It may not make API keys, and it commands no machines.

    Was it none of you? Change DASHBOARD_SECRET_KEY, and end its sessions in Postgres:
    <code>delete from sessions where account = 'break-glass'</code>"
  `)
})

test.each([
  { name: 'HTML in an address stays text', address: '<b>x</b>', shown: '<code>&lt;b&gt;x&lt;/b&gt;</code>' },
  { name: 'lines in an address are one', address: 'a\nb', shown: '<code>a b</code>' },
  { name: 'a long address is cut', address: 'x'.repeat(200), shown: `<code>${'x'.repeat(99)}…</code>` },
])('$name', ({ address, shown }) => {
  expect(signInText({ ...signIn, address })).toContain(`from ${shown}\n`)
})
