import type { BotCommand, Chat, ChatMember, Message, Update, User, WebhookInfo } from 'grammy/types'

export type RoomChat = Chat.PrivateChat | Chat.GroupChat | Chat.SupergroupChat
export type Posted = Message & { from: User; chat: RoomChat }
export type Status = ChatMember['status']

/** A message with everything that became of it. */
export interface Entry {
  message: Posted
  edits: { atMs: number; message: Posted }[]
  deletedAtMs?: number
}

/** A chat with its messages, oldest first. In private chats the bot's status tells whether it may write. */
export interface Room {
  chat: RoomChat
  /** Status of people and of the bot; a private chat that nobody started yet has none for the bot. */
  members: Record<number, Status>
  entries: Entry[]
  nextMessageId: number
  pinned: number[]
  /** The supergroup that this group became. */
  movedTo?: number
}

export interface Person {
  user: User
  deactivated: boolean
}

export interface PendingUpdate {
  update: Update
  /** Updates of one lane are delivered in their order. */
  lane: number
  atMs: number
}

export interface Subscription {
  url: string
  secret?: string
  maxConnections: number
  ipAddress?: string
}

/** All that outlives a restart; plain JSON. */
export interface WorldState {
  version: 1
  botId: number
  /** False while a simulator runs: after a kill the last moments may be missing. */
  clean: boolean
  people: Person[]
  rooms: Room[]
  nextPersonId: number
  nextGroupId: number
  commands: Record<string, BotCommand[]>
  texts: Record<string, string>
  files: Record<string, StoredFile>
  nextUpdateId: number
  pending: PendingUpdate[]
  allowedUpdates: NonNullable<WebhookInfo['allowed_updates']>
  subscription: Subscription | null
}

export interface StoredFile {
  path: string
  mimeType: string
  filename: string
  sizeBytes: number
  width?: number
  height?: number
}
