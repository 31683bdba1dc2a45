import type { Explanation } from '../../vehicles/model/explain.ts'
import type { Report } from '../../vehicles/model/report.ts'
import { cut, type Html, lines } from '../languages/html.ts'
import type { Voice } from '../languages/voice.ts'
import { askedFields, type FactTopic, isFactTopic } from '../model/asked-fields.ts'
import { isUnknowable, type UnknowableTopic } from '../model/topic.ts'
import { vehicleTitle } from '../vehicle-title.ts'
import { fieldLine, toldValue } from './values.ts'
import { checkDigitLine, doubts, sourceName, vinLine, vinLines } from './vehicle.ts'

/** What a report answers by itself. */
export type AnsweredTopic = FactTopic | UnknowableTopic | 'sure' | 'check-digit' | 'vin'

/** A question about a vehicle, answered from its report and from nothing else. */
export function answerReply(voice: Voice, topic: AnsweredTopic, report: Report, explained: Explanation): Html {
  const title = vehicleTitle(voice, report)
  const told = () => {
    if (isFactTopic(topic)) return factLines(voice, topic, report)
    if (isUnknowable(topic)) return [voice.html('answer-no-source', { topic })]
    if (topic === 'sure') return sureLines(voice, title, report, explained)
    return topic === 'vin'
      ? [vinLine(voice, report.vin), ...vinLines(voice, explained)]
      : checkLines(voice, report, explained)
  }
  return cut(lines([voice.html('title', { title }), ...told()]))
}

function factLines(voice: Voice, topic: FactTopic, report: Report): Html[] {
  const [first, ...others] = askedFields[topic]
  const answer = toldValue(voice, report, first)
  const more = others.flatMap((name) => {
    const value = toldValue(voice, report, name)
    return value === null ? [] : [fieldLine(voice, name, value)]
  })
  const source = sourceName(voice, answer?.source ?? report.source)
  return [fieldLine(voice, first, answer), ...more, voice.html('source-line', { source })]
}

function sureLines(voice: Voice, title: string, report: Report, explained: Explanation): (Html | '')[] {
  const sources = [...new Set(Object.values(report.fields).map(({ source }) => source))]
  const named = (sources.length === 0 ? [report.source] : sources).map((source) => sourceName(voice, source))
  const doubted = doubts(voice, report, explained)
  return [
    voice.html('answer-sure', { title, sources: voice.list(named, 'and') }),
    checkDigitLine(voice, explained),
    ...(doubted.length > 0 ? doubted : [voice.html('answer-sure-no-doubts')]),
  ]
}

function checkLines(voice: Voice, report: Report, explained: Explanation): (Html | '')[] {
  return [vinLine(voice, report.vin), checkDigitLine(voice, explained), ...doubts(voice, report, explained)]
}
