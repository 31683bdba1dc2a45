import type { Notice } from './model/notice.ts'

/** Notices by id, by incident and by whether they wait; which of them may be sent, and which may have been read. */
export function createNoticeBook() {
  const notices = new Map<string, Notice>()
  const idsAbout = new Map<string, Set<string>>()
  const unsettled = new Set<string>()
  const ready = new Set<string>()
  const inDoubt = new Set<string>()

  const those = (ids: Iterable<string>): Notice[] => [...ids].flatMap((id) => notices.get(id) ?? [])
  const waiting = (): Notice[] => those(unsettled)

  function settle({ id }: Notice): void {
    unsettled.delete(id)
    ready.delete(id)
    inDoubt.delete(id)
  }

  return {
    waiting,
    has: (id: string): boolean => notices.has(id),
    about: (incidentId: string): Notice[] => those(idsAbout.get(incidentId) ?? []),
    /** Those that are kept and may be sent. */
    sendable: (): Notice[] => waiting().filter(({ id }) => ready.has(id)),
    isInDoubt: (id: string): boolean => inDoubt.has(id),

    put(notice: Notice): void {
      notices.set(notice.id, notice)
      const ids = idsAbout.get(notice.incidentId) ?? new Set()
      idsAbout.set(notice.incidentId, ids.add(notice.id))
      if (notice.end === null) unsettled.add(notice.id)
      else settle(notice)
    },

    release(made: readonly Notice[]): void {
      for (const { id } of made) if (unsettled.has(id)) ready.add(id)
    },

    doubt(ids: Iterable<string>): void {
      for (const id of ids) if (unsettled.has(id)) inDoubt.add(id)
    },

    trust(ids: Iterable<string>): void {
      for (const id of ids) inDoubt.delete(id)
    },

    /** Forgets all about an incident. */
    forget(incidentId: string): void {
      for (const id of idsAbout.get(incidentId) ?? []) notices.delete(id)
      idsAbout.delete(incidentId)
    },
  }
}
