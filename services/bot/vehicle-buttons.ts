import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'grammy/types'
import { type CallbackKey, type Signed, signPress } from '../../alerts/callback-data.ts'
import type { Report } from '../vehicles/model/report.ts'
import type { Voice } from './languages/voice.ts'
import { partsOf, type VehicleVerb } from './model/vehicle-press.ts'
import { vehicleTitle } from './vehicle-title.ts'

export interface ShownVehicle {
  vin: string
  isSaved: boolean
  isDetailed: boolean
}

/** Who may press, and with what it is signed. */
export interface Signing {
  signed: Signed
  key: CallbackKey
}

/** The buttons below one vehicle. */
export function vehicleButtons(voice: Voice, shown: ShownVehicle, { signed, key }: Signing): InlineKeyboardMarkup {
  const { vin, isSaved, isDetailed } = shown
  const button = (text: string, verb: VehicleVerb): InlineKeyboardButton => ({
    text,
    callback_data: signPress(partsOf({ verb, vin, isDetailed }), signed, key),
  })
  return {
    inline_keyboard: [
      [
        isDetailed ? button(voice.plain('button-less'), 'less') : button(voice.plain('button-details'), 'details'),
        button(voice.plain('button-refresh'), 'refresh'),
      ],
      [
        isSaved ? button(voice.plain('button-saved'), 'unsave') : button(voice.plain('button-save'), 'save'),
        button(voice.plain('button-compare'), 'compare'),
      ],
    ],
  }
}

const longestLabel = 60

/** The buttons below several vehicles: each opens one. */
export function choiceOfVehicles(
  voice: Voice,
  reports: readonly Report[],
  { signed, key }: Signing,
): InlineKeyboardMarkup {
  const row = (report: Report): InlineKeyboardButton[] => [
    {
      text: [...vehicleTitle(voice, report)].slice(0, longestLabel).join(''),
      callback_data: signPress(partsOf({ verb: 'open', vin: report.vin, isDetailed: false }), signed, key),
    },
  ]
  return { inline_keyboard: reports.map(row) }
}
