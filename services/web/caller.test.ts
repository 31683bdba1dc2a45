import { expect, test } from 'vitest'
import type { Scope } from '../accounts/model/scope.ts'
import { accountOf, type Caller, needAccount, needScope } from './caller.ts'

const visitor: Caller = { kind: 'visitor' }
const reader: Caller = {
  ...{ kind: 'account', account: 'telegram:1', plan: 'free', via: 'key', scopes: ['read'], keyId: 'a' },
}
const codeOf = (ask: () => unknown) => {
  try {
    ask()
    return 'passes'
  } catch (error) {
    return (error as { code: string }).code
  }
}

test.each<{ name: string; caller: Caller; scope: Scope; needed: string; wanted: string }>([
  {
    name: 'a visitor has no account, and may what visitors may',
    caller: visitor,
    scope: 'read',
    needed: 'unauthorized',
    wanted: 'passes',
  },
  { name: 'an account with the scope may', caller: reader, scope: 'read', needed: 'passes', wanted: 'passes' },
  {
    name: 'an account without the scope may not',
    caller: reader,
    scope: 'decode',
    needed: 'forbidden',
    wanted: 'forbidden',
  },
])('$name', ({ caller, scope, needed, wanted }) => {
  expect(codeOf(() => needAccount(caller, scope))).toBe(needed)
  expect(codeOf(() => needScope(caller, scope))).toBe(wanted)
})

test.each([
  { name: 'rows of a visitor are nobody’s', caller: visitor, account: null },
  { name: 'rows of an account are its own', caller: reader, account: 'telegram:1' },
])('$name', ({ caller, account }) => {
  expect(accountOf(caller)).toBe(account)
})
