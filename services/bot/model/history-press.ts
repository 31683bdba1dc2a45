/** What the buttons below a list of vehicles ask for. */
export type HistoryPress =
  | { kind: 'page'; page: number; deleting: boolean }
  | { kind: 'open'; id: number }
  | { kind: 'delete'; id: number; page: number }

/** As the parts of callback data. */
interface Parts {
  readonly verb: string
  readonly id: string
  readonly version: number
}

export function historyParts(press: HistoryPress): Parts {
  switch (press.kind) {
    case 'page':
      return { verb: press.deleting ? 'history-choose' : 'history', id: 'page', version: press.page }
    case 'open':
      return { verb: 'history-open', id: String(press.id), version: 0 }
    case 'delete':
      return { verb: 'history-delete', id: String(press.id), version: press.page }
  }
}

/** @returns undefined for a button of another kind. */
export function historyPressOf({ verb, id, version }: Parts): HistoryPress | undefined {
  switch (verb) {
    case 'history':
    case 'history-choose':
      return { kind: 'page', page: version, deleting: verb === 'history-choose' }
    case 'history-open':
      return { kind: 'open', id: Number(id) }
    case 'history-delete':
      return { kind: 'delete', id: Number(id), page: version }
    default:
      return undefined
  }
}
