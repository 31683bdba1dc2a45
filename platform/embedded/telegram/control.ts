import type { User, WebhookInfo } from 'grammy/types'
import type { Calls } from './calls.ts'
import { type ApiCall, type CallbackAnswer, type Changes, createWaitFor, type Delivery } from './changes.ts'
import type { FaultScript, Faults } from './faults.ts'
import type { Limiter, Limits } from './limits.ts'
import type { Membership } from './membership.ts'
import { type Attached, ControlError, type People, type Pressed, type Spoken } from './people.ts'
import type { Poll } from './poll.ts'
import type { Queries } from './queries.ts'
import type { Shelf } from './shelf.ts'
import type { Entry } from './state.ts'
import type { Schedule } from './time.ts'
import { type ChatSummary, type Line, lineOf, summaryOf } from './transcript.ts'
import type { Happening, Updates } from './updates.ts'
import type { Webhook } from './webhook.ts'
import type { World } from './world.ts'

export interface ControlDeps {
  world: World
  people: People
  membership: Membership
  updates: Updates
  poll: Poll
  webhook: Webhook
  queries: Queries
  faults: Faults
  limiter: Limiter
  calls: Calls
  shelf: Shelf
  changes: Changes
  schedule: Schedule
}

/** Which message is awaited: the first that fits all that is given. */
export interface Awaited {
  chat: number
  /** A part of what the message shows now. */
  text?: string | undefined
  /** Only messages with a larger id. */
  after?: number | undefined
  /** Messages of the bot (the default), of people, or of both. */
  by?: 'bot' | 'people' | 'anybody' | undefined
  /** The n-th that fits, from 1. */
  nth?: number | undefined
}

/** The hands of a test or a story: what people do, what goes wrong, what was said. Throws ControlError on nonsense. */
export function createControl(deps: ControlDeps) {
  const { world, people, membership, updates, poll, webhook, queries, faults, limiter, calls, shelf, changes } = deps
  const waitFor = createWaitFor(deps)
  const pathOf = (fileId: string): string => shelf.find(fileId)?.file.path ?? ''
  const line = (entry: Entry): Line => lineOf(entry, pathOf)

  function transcript(chat: number): Line[] {
    const room = world.room(chat)
    if (!room) throw new ControlError(`there is no chat ${chat}`)
    return room.entries.map(line)
  }

  function find({ chat, text = '', after = 0, by = 'bot', nth = 1 }: Awaited): Line | undefined {
    const fitting = transcript(chat).filter(
      ({ id, from, deletedAtMs, ...shown }) =>
        id > after &&
        deletedAtMs === undefined &&
        (by === 'anybody' || from.isBot === (by === 'bot')) &&
        shown.text.includes(text),
    )
    return fitting[nth - 1]
  }

  return {
    ...membership,
    bot: (): User => world.bot,
    chats: (): ChatSummary[] => world.state.rooms.map((room) => summaryOf(room, world.bot.id)),
    people: (): User[] => world.state.people.map(({ user }) => user),
    commands: () => world.state.commands['default:'] ?? [],
    addPerson: (firstName: string, username?: string): User => world.addPerson(firstName, username).user,
    addGroup: (title: string, members: readonly number[], isForum = false): ChatSummary =>
      summaryOf(world.addGroup(title, members, isForum), world.bot.id),

    say: (spoken: Spoken & { text: string }): Line => line(people.say(spoken)),
    edit: (change: { chat: number; messageId: number; text: string }): Line => line(people.edit(change)),
    sendPhoto: (sent: Attached): Line => line(people.sendPhoto(sent)),
    sendDocument: (sent: Attached): Line => line(people.sendDocument(sent)),
    press: (pressed: Pressed): string => people.press(pressed),
    /** Any update at all, in the lane of `chat`; its update_id is added. */
    pushUpdate: (chat: number, happening: Happening): void => updates.push(chat, happening),

    transcript,
    /** @returns undefined when `timeoutMs` passed first. */
    waitForMessage: (awaited: Awaited, timeoutMs: number): Promise<Line | undefined> =>
      waitFor(() => find(awaited), timeoutMs),
    waitForAnswer: (queryId: string, timeoutMs: number): Promise<CallbackAnswer | undefined> =>
      waitFor(() => queries.answerTo(queryId), timeoutMs),
    /** Resolves when the bot made its n-th finished call of a method. */
    waitForCall: (method: string, nth: number, timeoutMs: number): Promise<ApiCall | undefined> =>
      waitFor(() => calls.list().filter((call) => call.method === method && call.outcome)[nth - 1], timeoutMs),
    /** Resolves when there were so many tries to hand an update to the webhook. */
    waitForDeliveries: (count: number, timeoutMs: number): Promise<readonly Delivery[] | undefined> =>
      waitFor(() => (webhook.deliveries().length >= count ? webhook.deliveries() : undefined), timeoutMs),
    /** Resolves to true when the bot waits in getUpdates. */
    waitForPoll: (timeoutMs: number): Promise<true | undefined> =>
      waitFor(() => poll.isWaiting() || undefined, timeoutMs),
    /** Resolves to true when no update waits for the bot. */
    waitUntilTaken: (timeoutMs: number): Promise<true | undefined> =>
      waitFor(() => (updates.pending().length === 0 ? true : undefined), timeoutMs),

    calls: (): readonly ApiCall[] => calls.list(),
    deliveries: (): readonly Delivery[] => webhook.deliveries(),
    pendingCount: (): number => updates.pending().length,
    webhookInfo: (): WebhookInfo => webhook.info(),
    pauseWebhook: (): void => webhook.pause(),
    resumeWebhook: (): void => webhook.resume(),
    duplicateNext: (count: number): void => webhook.duplicateNext(count),
    inject: (body: string, headers?: Record<string, string>) => webhook.inject(body, headers),

    failNext: (script: FaultScript): void => faults.add(script),
    clearFaults: (): void => faults.clear(),
    setLimits: (limits: Limits | null): void => limiter.set(limits),
    readFile: (path: string) => shelf.read(path),
    subscribe: changes.subscribe,
    line,
  }
}

export type TelegramControl = ReturnType<typeof createControl>
