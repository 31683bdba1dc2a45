/**
 * Text with Telegram's tags. Strings are never taken for it: what comes from outside becomes one only by `escaped`,
 * which a Voice calls for every value.
 */
export class Html {
  readonly source: string
  constructor(source: string) {
    this.source = source
  }
}

/** Telegram's own limit, after the tags are taken out. */
const longestMessage = 4096
const longestValue = 1000

/** @see https://core.telegram.org/bots/api#html-style */
export function escaped(text: string): Html {
  const bounded = text.length > longestValue ? `${[...text.slice(0, longestValue - 1)].join('')}…` : text
  return new Html(bounded.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'))
}

/** What a tap copies. */
export function code(text: string): Html {
  return new Html(`<code>${escaped(text).source}</code>`)
}

export function lines(all: readonly (Html | '')[]): Html {
  return new Html(all.map((line) => (line === '' ? '' : line.source)).join('\n'))
}

/** Leaves out whole lines at the end, which no tag crosses, when there are too many for one message. */
export function cut({ source }: Html): Html {
  if (shownLength(source) <= longestMessage) return new Html(source)
  const kept: string[] = []
  let length = 0
  for (const line of source.split('\n')) {
    length += shownLength(line) + 1
    if (length > longestMessage - 1) break
    kept.push(line)
  }
  return new Html([...kept, '…'].join('\n'))
}

function shownLength(source: string): number {
  return source.replace(/<[^>]*>/gu, '').replace(/&(?:amp|lt|gt);/gu, '&').length
}
