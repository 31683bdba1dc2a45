import { Type } from 'typebox'
import { monthlyLookups, type Plan } from '../../accounts/model/plan.ts'
import { scopes } from '../../accounts/model/scope.ts'
import { object, orNull, Time } from './common.ts'

const Scopes = Type.Array(Type.Enum([...scopes]), {
  description:
    '`decode`: look up, and remove what was looked up. `read`: read what was looked up. `manage-keys`: make, rotate and revoke keys.',
})

export const Me = object(
  {
    account: Type.String(),
    plan: Type.Enum(Object.keys(monthlyLookups) as Plan[]),
    usage: object(
      {
        used: Type.Integer({ minimum: 0 }),
        limit: Type.Integer({ minimum: 0 }),
        resets_at: Time,
      },
      'Lookups of this calendar month (UTC). What is cached or no VIN costs nothing.',
    ),
    via: Type.Enum(['key', 'jwt', 'session'], { description: 'What kind of credential was sent.' }),
    scopes: Scopes,
    csrf_token: Type.Optional(
      Type.String({ description: 'For the header `x-csrf-token` of requests that change something; sessions only.' }),
    ),
    session_ends_at: Type.Optional(Time),
  },
  'The account, its plan and what is used of it.',
)

const key = {
  id: Type.String(),
  name: Type.String(),
  scopes: Scopes,
  status: Type.Enum(['live', 'expired', 'revoked']),
  created_at: Time,
  remind_at: orNull(Time, 'When its secret has become old enough to be changed.'),
  rotation_due: Type.Boolean({ description: 'That time has come.' }),
  former_until: orNull(Time, 'The secret from before the last rotation opens until then.'),
  expires_at: orNull(Time, 'Null: it does not.'),
  revoked_at: orNull(Time, 'Null: it was not.'),
  last_used_at: orNull(Time, 'To the minute; null: never.'),
}

export const ApiKey = object(key, 'An API key without its text.')

export const ApiKeys = object({ keys: Type.Array(ApiKey) }, 'The account’s keys, the newest first.')

export const MadeKey = object(
  { ...key, key: Type.String({ description: 'The key’s text. It is told here and never again.' }) },
  'An API key with its text.',
)

export const Token = object(
  {
    token: Type.String({ description: 'A JWT, for `Authorization: Bearer`.' }),
    token_type: Type.Literal('Bearer'),
    expires_in: Type.Integer({ description: 'Seconds.' }),
  },
  'A token that opens what its key opens, without the scope `manage-keys`, and ends with the key.',
)

export const LoginStart = object(
  {
    code: Type.String(),
    command: Type.String({ description: 'To be sent to the bot, in a private chat.' }),
    expires_in: Type.Integer({ description: 'Seconds that the code waits.' }),
    link_expires_in: Type.Integer({ description: 'Seconds that the bot’s link waits.' }),
  },
  'What a person does next to sign in.',
)

export const SignedIn = object(
  { account: Type.String(), csrf_token: Type.String({ description: 'For the header `x-csrf-token`.' }) },
  'The session itself is in the cookie.',
)
