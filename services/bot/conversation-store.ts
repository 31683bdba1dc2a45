import type { Queryable } from '../../platform/postgres/pool.ts'
import { type Language, languageOf } from './model/language.ts'

export interface ChatSettings {
  /** null: as each person's Telegram is set. */
  language: Language | null
}

/** Who speaks, and where. */
export interface Speaking {
  chat: number
  person: number
}

export interface LastVehicle {
  vin: string
  /** The bot asked for the VIN to compare it with. */
  comparing: boolean
}

const rememberedMs = 24 * 3_600_000

/** What conversations go by, in Postgres; every function throws DatabaseError. */
export function createConversationStore(database: Queryable) {
  return {
    async settingsOf(chat: number): Promise<ChatSettings> {
      const [row] = await database.query<{ language: string | null }>(
        'select language from chat_settings where chat = $1',
        [chat],
      )
      return { language: languageOf(row?.language) }
    },

    async setLanguage(chat: number, language: Language | null): Promise<void> {
      await database.query(
        `insert into chat_settings (chat, language) values ($1, $2)
         on conflict (chat) do update set language = excluded.language`,
        [chat, language],
      )
    },

    /** What was told more than a day before is forgotten, of everybody. */
    async noteVehicle({ chat, person }: Speaking, { vin, comparing }: LastVehicle, now: number): Promise<void> {
      await database.query(
        `insert into last_vehicles (chat, person, vin, comparing, told_at)
         values ($1, $2, $3, $4, to_timestamp($5 / 1000.0))
         on conflict (chat, person) do update
           set vin = excluded.vin, comparing = excluded.comparing, told_at = excluded.told_at`,
        [chat, person, vin, comparing, now],
      )
      await database.query('delete from last_vehicles where told_at <= to_timestamp($1 / 1000.0)', [now - rememberedMs])
    },

    /** @returns null when there was none within a day. */
    async lastVehicle({ chat, person }: Speaking, now: number): Promise<LastVehicle | null> {
      const [row] = await database.query<LastVehicle>(
        `select vin, comparing from last_vehicles
         where chat = $1 and person = $2 and told_at > to_timestamp($3 / 1000.0)`,
        [chat, person, now - rememberedMs],
      )
      return row ?? null
    },
  }
}

export type ConversationStore = ReturnType<typeof createConversationStore>
