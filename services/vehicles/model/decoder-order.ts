import type { OnlineSource } from './outcome.ts'
import type { Source } from './report.ts'

/** The online decoders in the order in which they are asked; the offline one always has the last word. */
const orders: Record<Source, readonly OnlineSource[]> = {
  autodev: ['autodev', 'nhtsa'],
  nhtsa: ['nhtsa'],
  offline: [],
}

export interface DecoderSettings {
  /** DEFAULT_DECODER_SERVICE; null when it is not set: then a key is taken for the wish to use it. */
  service: Source | null
  hasAutodevKey: boolean
}

/**
 * Whom to ask for a vehicle, and in which order. A preferred decoder goes first and keeps the usual ones behind it;
 * preferring `offline` asks nobody. Without a key auto.dev is left out, whoever wants it.
 */
export function decoderOrder({ service, hasAutodevKey }: DecoderSettings, preferred?: Source): OnlineSource[] {
  const usual = orders[service ?? (hasAutodevKey ? 'autodev' : 'offline')]
  if (preferred === 'offline') return []
  const wanted = preferred === undefined ? usual : [preferred, ...usual.filter((name) => name !== preferred)]
  return wanted.filter((name) => name !== 'autodev' || hasAutodevKey)
}
