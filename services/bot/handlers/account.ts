import { Composer } from 'grammy'
import type { CallbackKey } from '../../../alerts/callback-data.ts'
import type { Clock } from '../../../platform/clock.ts'
import type { ProbeClient } from '../../probe-client.ts'
import type { AccountRoom } from '../account-room.ts'
import type { ConversationStore } from '../conversation-store.ts'
import type { Voices } from '../languages/voice.ts'
import { createAlbums } from '../pictures/albums.ts'
import type { Download } from '../pictures/download.ts'
import type { ShowKept } from '../show-kept.ts'
import type { BotContext } from '../speech.ts'
import type { VehicleTalk } from '../vehicle-talk.ts'
import { exportHandlers } from './export.ts'
import { historyHandlers } from './history.ts'
import { linkHandlers } from './link.ts'
import { loginHandlers } from './login.ts'
import { pictureHandlers } from './pictures.ts'
import { settingsHandlers } from './settings.ts'

export interface AccountHandlersDeps {
  room: AccountRoom
  talk: Pick<VehicleTalk, 'receive'>
  showKept: ShowKept
  voices: Voices
  conversations: ConversationStore
  probe: ProbeClient
  download: Download
  callbackKey: CallbackKey
  now: Clock
}

/** What belongs to one person: signing in, the vehicles kept, settings; and pictures, which are read for one. */
export function accountHandlers(deps: AccountHandlersDeps): Composer<BotContext> {
  const { room, talk, download, now } = deps
  const { pages } = room
  return new Composer<BotContext>(
    loginHandlers({ links: room.links, tries: room.tries, pages }),
    historyHandlers({ ...deps, history: room.history, listing: room.listing, show: deps.showKept }),
    exportHandlers({ vehicles: room.exported, now }),
    settingsHandlers({ ...deps, planOf: room.planOf, usage: room.usage }),
    linkHandlers({ ...deps, pages, vehicles: room.saved }),
    pictureHandlers({ download, read: room.readPicture, albums: createAlbums(), answerVins: talk.receive }),
  )
}
