import type { BotCommand } from 'grammy/types'
import { badRequest } from '../api-error.ts'
import type { Params } from '../params.ts'
import type { Method, MethodDeps } from './method.ts'

const maxCommands = 100

/** Methods about the bot itself: who it is, what it says it can do. */
export function profileMethods({ world, changes }: MethodDeps): Record<string, Method> {
  const { state, me } = world

  function described(field: string, resultField: string, maxLength: number): Record<string, Method> {
    const key = (params: Params): string => `${field}:${params.text('language_code') ?? ''}`
    return {
      [`setMy${field}`](params) {
        const text = params.text(resultField) ?? ''
        if (text.length > maxLength) throw badRequest(`bot ${resultField.replace('_', ' ')} is too long`)
        state.texts[key(params)] = text
        return true
      },
      [`getMy${field}`]: (params) => ({ [resultField]: state.texts[key(params)] ?? '' }),
    }
  }

  return {
    getMe: () => me,
    setMyCommands(params) {
      const commands = params.object<BotCommand[]>('commands') ?? []
      if (commands.length > maxCommands) throw badRequest('BOT_COMMANDS_TOO_MUCH')
      for (const command of commands) checkCommand(command)
      state.commands[scopeOf(params)] = commands
      changes.emit({ type: 'commands' })
      return true
    },
    getMyCommands: (params) => state.commands[scopeOf(params)] ?? [],
    deleteMyCommands(params) {
      delete state.commands[scopeOf(params)]
      changes.emit({ type: 'commands' })
      return true
    },
    ...described('Name', 'name', 64),
    ...described('Description', 'description', 512),
    ...described('ShortDescription', 'short_description', 120),
  }
}

/** Commands for everybody are those of the key `default:`. */
function scopeOf(params: Params): string {
  const scope = params.object<{ type: string; chat_id?: number; user_id?: number }>('scope')
  const parts = [scope?.type ?? 'default', scope?.chat_id, scope?.user_id].filter((part) => part !== undefined)
  return `${parts.join(',')}:${params.text('language_code') ?? ''}`
}

function checkCommand({ command, description }: Partial<BotCommand>): void {
  if (!/^\/?[a-z0-9_]{1,32}$/.test(command ?? '')) throw badRequest('BOT_COMMAND_INVALID')
  const length = (description ?? '').length
  if (length < 1 || length > 256) throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID')
}
