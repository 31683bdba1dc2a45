import { createHash } from 'node:crypto'
import type { Hash } from './model/incident.ts'

/** 96 bits as 16 letters: short enough for a button's callback data, long enough never to meet another. */
export const shortHash: Hash = (text) => createHash('sha256').update(text).digest('base64url').slice(0, 16)
