import { Composer, InputFile } from 'grammy'
import type { Clock } from '../../../platform/clock.ts'
import { mostExported, type VehicleExport } from '../../vehicles/export.ts'
import { inPrivate } from '../in-private.ts'
import type { BotContext } from '../speech.ts'

export interface ExportHandlersDeps {
  vehicles: VehicleExport
  now: Clock
}

/** `/export`: what a person looked up, as a file. */
export function exportHandlers({ vehicles, now }: ExportHandlersDeps): Composer<BotContext> {
  const handlers = new Composer<BotContext>()
  handlers.command(
    'export',
    inPrivate(async (context, account) => {
      const total = await vehicles.count(account)
      if (total === 0) return context.say('history-empty')
      const day = new Date(now()).toISOString().slice(0, 10)
      // Read anew for each try to send it.
      const file = new InputFile(() => vehicles.csv(account), `vehicles-${day}.csv`)
      await context.replyWithDocument(file, { caption: captionOf(context, total).source, parse_mode: 'HTML' })
    }),
  )
  return handlers
}

function captionOf({ voice }: BotContext, total: number) {
  return total > mostExported
    ? voice.html('export-caption-cut', { count: mostExported, total })
    : voice.html('export-caption', { count: total })
}
