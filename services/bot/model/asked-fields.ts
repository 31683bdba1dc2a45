import type { FactName } from '../../vehicles/model/facts.ts'
import type { Topic, UnknowableTopic } from './topic.ts'

/** A fact, or a line made of several. */
export type ToldField = FactName | 'engine_info' | 'built_in'

export type FactTopic = Exclude<
  Topic,
  UnknowableTopic | 'sure' | 'check-digit' | 'vin' | 'details' | 'compare' | 'refresh' | 'save'
>

/** What answers a question: the first is told even when it is not known, the others when they are. */
export const askedFields: { readonly [topic in FactTopic]: readonly [ToldField, ...ToldField[]] } = {
  engine: ['engine_info', 'engine_model', 'electrification'],
  fuel: ['fuel_type', 'secondary_fuel_type', 'electrification'],
  power: ['horsepower', 'engine_info'],
  year: ['year'],
  make: ['make', 'model'],
  model: ['model', 'trim'],
  built: ['built_in'],
  maker: ['manufacturer', 'country'],
  drive: ['drive_type'],
  transmission: ['transmission'],
  doors: ['doors', 'body_class'],
  body: ['body_class', 'doors'],
  type: ['vehicle_type', 'body_class'],
  weight: ['gross_weight'],
  trim: ['trim', 'series'],
}

export function isFactTopic(topic: Topic): topic is FactTopic {
  return topic in askedFields
}
