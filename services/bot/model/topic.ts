/** What a person can ask of a vehicle in plain words. */
export const topics = [
  'engine',
  'fuel',
  'power',
  'year',
  'make',
  'model',
  'built',
  'maker',
  'drive',
  'transmission',
  'doors',
  'body',
  'type',
  'weight',
  'trim',
  'recalls',
  'value',
  'accidents',
  'owners',
  'mileage',
  'colour',
  'sure',
  'check-digit',
  'vin',
  'details',
  'compare',
  'refresh',
  'save',
] as const

export type Topic = (typeof topics)[number]
/** Those that no source of ours tells anything of. */
export type UnknowableTopic = Extract<Topic, 'recalls' | 'value' | 'accidents' | 'owners' | 'mileage' | 'colour'>

/** The phrases of a language that ask for a topic, with commas between them. The longest that is found decides. */
export type Phrases = { readonly [topic in Topic]: string }

const unknowable: readonly Topic[] = ['recalls', 'value', 'accidents', 'owners', 'mileage', 'colour']

export function isUnknowable(topic: Topic): topic is UnknowableTopic {
  return unknowable.includes(topic)
}
