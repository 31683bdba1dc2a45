import { accountSentences } from './account-sentences.ts'

const common = {
  welcome: ['example'],
  help: [],
  'help-end': [],
  'unknown-command': [],
  'short-help': [],
  'memory-away': [],
  'toast-try-again': [],
  'toast-people-only': [],
  'toast-pressed-by-another': ['owner'],
  'toast-dead-button': [],
  'command-help': [],
} as const

const alerts = {
  'subscribed-all': [],
  'subscribed-critical': [],
  unsubscribed: [],
  'not-subscribed': [],
  'already-subscribed-all': [],
  'already-subscribed-critical': [],
  'button-all': [],
  'button-critical': [],
  'button-stop': [],
  'toast-told-all': [],
  'toast-told-critical': [],
  'toast-told-nothing': [],
  'toast-changed-meanwhile': [],
  'toast-watcher-away': [],
  'command-subscribe': [],
  'command-unsubscribe': [],
} as const

const vehicles = {
  'ask-for-vin': ['example'],
  'which-vehicle': [],
  'vins-left-out': ['found', 'answered'],
  'lookups-used-up': ['limit', 'date'],
  'toast-lookups-used-up': ['date'],
  title: ['title'],
  'vin-line': ['vin'],
  'title-by-maker': ['maker'],
  'title-of-year': ['year', 'name'],
  'title-unknown': [],
  line: ['name', 'value'],
  'line-with-source': ['name', 'value', 'source'],
  'warning-line': ['warning'],
  'source-line': ['source'],
  'source-line-otherwise': ['source'],
  'not-available': [],
  'details-unknown': ['names'],
  'did-you-mean': [],
  section: ['section'],
  'field-name': ['field'],
  'value-word': ['word', 'value'],
  litres: ['litres'],
  cylinders: ['count'],
  turbo: [],
  horsepower: ['power'],
  'source-name': ['source'],
  warning: ['code'],
  'warning-disagree': ['said'],
  'warning-disagree-one': ['what', 'source'],
  'warning-no-year': [],
  'warning-years-open': ['years'],
  'warning-years-told': ['years', 'told'],
  rejected: ['fault'],
  fault: ['reason', 'length'],
  'fault-letter': ['position', 'char'],
  'fault-sign': ['position'],
  'check-digit-right': ['digit'],
  'check-digit-wrong': ['actual', 'expected'],
  'check-digit-custom': ['actual', 'expected'],
  'year-candidates': ['years'],
  'vin-parts': ['wmi', 'vds', 'vis'],
  'button-details': [],
  'button-less': [],
  'button-refresh': [],
  'button-save': [],
  'button-saved': [],
  'button-compare': [],
  'toast-refreshed': [],
  'toast-saved': [],
  'toast-unsaved': [],
  'toast-vehicle-gone': [],
  'compare-usage': ['example'],
  'compare-ask': ['title'],
  'compare-same-vin': [],
  'compare-one-wrong': [],
  'compare-title': [],
  'compare-vehicle': ['letter', 'title'],
  'compare-different': ['name'],
  'compare-one-sided-title': [],
  'compare-one-sided': ['name', 'value', 'letter'],
  'compare-side': ['letter', 'value'],
  'compare-alike-title': [],
  'compare-nothing-alike': [],
  'compare-no-difference': [],
  'compare-letter': ['place'],
  'answer-no-source': ['topic'],
  'answer-sure': ['title', 'sources'],
  'answer-sure-no-doubts': [],
  'command-vin': [],
  'command-compare': [],
} as const

/** Every sentence of the bot with what it is told; the words are in the .ftl files of each language. */
export const sentences = { ...common, ...alerts, ...vehicles, ...accountSentences }

type Sentences = typeof sentences
export type Key = keyof Sentences
/** Sentences without tags: for where Telegram shows none, and for parts of other sentences. */
export type PlainKey =
  | Extract<Key, `${'toast' | 'button' | 'command' | 'title-' | 'warning' | 'fault'}${string}`>
  | 'field-name'
  | 'value-word'
  | 'source-name'
  | 'litres'
  | 'cylinders'
  | 'turbo'
  | 'horsepower'
  | 'compare-letter'
/** What a sentence is told, as the last argument; none for a sentence that is told nothing. */
export type Told<K extends Key, V> = Sentences[K] extends readonly [] ? [] : [{ [name in Sentences[K][number]]: V }]
