import type { Want } from '../../alerts/model/subscription.ts'
import type { LookupAnswer, Vehicle } from '../vehicles/lookup.ts'

/** One message of the bot: HTML as Telegram takes it, every value in it escaped. */
export type Reply = string

const longestMessage = 4096
const longestName = 40

export function welcome(): Reply {
  return [
    '<b>Hello! I tell you what a vehicle is from its VIN.</b>',
    '',
    'Send me a VIN, the 17 letters and digits on the windscreen, the door frame or the registration papers, such as',
    '<code>1HGCM82633A004352</code>',
    '',
    '/help tells what else I can do.',
  ].join('\n')
}

export function help(): Reply {
  return [
    '<b>What I can do</b>',
    '',
    'A VIN anywhere in a message gets the vehicle; several get one answer each.',
    '/vin <i>VIN</i> looks one up, also in groups',
    '/subscribe tells this chat when a part of the platform breaks and when it recovers, or only of what is critical',
    '/unsubscribe ends that',
    '/help shows this',
  ].join('\n')
}

export function askForVin(): Reply {
  return 'Send me a VIN: 17 letters and digits, such as <code>1HGCM82633A004352</code>. /help tells more.'
}

function tooMany(answered: number, found: number): Reply {
  return `There were ${found} VINs in your message; these are the first ${answered}. Send the others in another message.`
}

export function unknownCommand(): Reply {
  return 'I do not know that command. /help lists those I know.'
}

/** @param outcome of alerts. @param severity of what the chat is told of by now; null: of nothing. */
export function subscriptionAnswer(outcome: string, severity: Want | null): Reply {
  if (outcome === 'not-subscribed') return 'This chat is not subscribed. /subscribe changes that.'
  if (outcome !== 'already-subscribed') return whatIsTold(severity)
  const what = severity === 'critical' ? 'what is critical' : 'everything'
  return `This chat is subscribed to ${what} already. /unsubscribe ends that.`
}

export function whatIsTold(severity: Want | null): Reply {
  const end = 'What it was told of as broken it still hears the end of.'
  switch (severity) {
    case 'all':
      return 'This chat will be told when something breaks and when it recovers. /unsubscribe ends that.'
    case 'critical':
      return `This chat will be told when something critical breaks and when it recovers. ${end} /unsubscribe ends that.`
    case null:
      return `This chat will not be told any more. ${end}`
  }
}

/** Below a message about what a chat is told. */
export function choiceLabel(severity: Want | null, holds: boolean): string {
  const label = severity === null ? 'Stop' : { all: 'Everything', critical: 'Only critical' }[severity]
  return holds ? `${label} ✓` : label
}

/** Like every answer to a press, plain text of at most 200 characters. */
export function choiceAnswer(outcome: string, severity: Want | null): string {
  if (outcome === 'stale') return 'That was changed meanwhile. The buttons show what holds now: please press again.'
  if (severity === null) return 'This chat will not be told any more.'
  return `This chat will be told of ${severity === 'critical' ? 'what is critical' : 'everything'}.`
}

export function watcherAway(): Reply {
  return 'The watcher does not answer right now. Please try again in a minute.'
}

export function peopleOnly(): Reply {
  return 'I cannot see who asks, so nothing was changed. Ask as yourself, not as a channel or an anonymous admin.'
}

/** @param owner the first name of who may press it. */
export function pressedByAnother(owner: string): string {
  const name = [...owner].slice(0, longestName).join('')
  return `Only ${name} may press this, who asked for it. Send /subscribe to get buttons of your own.`
}

export function deadButton(): string {
  return 'This button is not yours, or it does not work any more. Nothing was changed.'
}

/** @param found how many VINs there were; more than are answered is told. */
export function lookupAnswers(answers: readonly LookupAnswer[], found: number): Reply {
  const all = answers.map(lookupAnswer)
  return cut((found > answers.length ? [...all, tooMany(answers.length, found)] : all).join('\n\n———\n\n'))
}

function lookupAnswer(answer: LookupAnswer): Reply {
  if (answer.ok) return vehicle(answer.vehicle)
  const { message } = answer.rejected
  return [`That is no VIN: ${escapeHtml(message)}.`, ...didYouMean(answer.suggestions)].join('\n')
}

function vehicle(found: Vehicle): Reply {
  const lines = [
    `<b>${escapeHtml(title(found))}</b>`,
    `<code>${escapeHtml(found.vin)}</code>`,
    '',
    ...facts(found).map(([name, value]) => `${name}: ${value === null ? '<i>not available</i>' : escapeHtml(value)}`),
    ...(found.warnings.length > 0 ? ['', ...found.warnings.map(({ message }) => `⚠️ ${escapeHtml(message)}`)] : []),
    ...didYouMean(found.suggestions),
    '',
    `<i>Source: ${sourceName[found.source]}</i>`,
  ]
  return lines.join('\n')
}

const sourceName = { offline: 'vPIC data kept here', nhtsa: 'NHTSA vPIC', autodev: 'auto.dev' }

function title({ year, make, model, manufacturer }: Vehicle): string {
  if (make === null) return manufacturer === null ? 'Unknown maker' : `A vehicle by ${manufacturer}`
  return [year, make, model].filter((part) => part !== null).join(' ')
}

function facts({ vehicle_type, engine_info, fuel_type, manufacturer, fields }: Vehicle): [string, string | null][] {
  const builtIn = ['plant_city', 'plant_state', 'plant_country'].flatMap((name) => fields[name]?.value ?? [])
  return [
    ['Type', vehicle_type],
    ['Engine', engine_info],
    ['Fuel', fuel_type],
    ['Maker', manufacturer],
    ['Built in', builtIn.length === 0 ? null : builtIn.join(', ')],
  ]
}

function didYouMean(suggestions: readonly string[]): string[] {
  if (suggestions.length === 0) return []
  return ['', 'Did you mean', ...suggestions.map((vin) => `<code>${escapeHtml(vin)}</code>`)]
}

/** @see https://core.telegram.org/bots/api#html-style */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** Cuts whole lines, which no tag crosses, so that the HTML stays whole. */
function cut(text: string): string {
  if (text.length <= longestMessage) return text
  const end = text.lastIndexOf('\n', longestMessage - 2)
  return `${text.slice(0, end)}\n…`
}
