import type { ChatMember, User } from 'grammy/types'
import type { Status } from './state.ts'
import type { World } from './world.ts'

const rights = {
  can_be_edited: false,
  is_anonymous: false,
  can_manage_chat: true,
  can_delete_messages: true,
  can_manage_video_chats: true,
  can_restrict_members: true,
  can_promote_members: false,
  can_change_info: true,
  can_invite_users: true,
  can_pin_messages: true,
  can_post_stories: false,
  can_edit_stories: false,
  can_delete_stories: false,
}

/** A member of a chat as the Bot API tells it. */
export function memberOf(world: World, id: number, status: Status): ChatMember {
  const user: User = id === world.bot.id ? world.bot : (world.person(id)?.user ?? unknownUser(id))
  switch (status) {
    case 'creator':
      return { status, user, is_anonymous: false }
    case 'administrator':
      return { status, user, ...rights } as ChatMember
    case 'kicked':
      return { status, user, until_date: 0 }
    case 'left':
      return { status, user }
    default:
      return { status: 'member', user }
  }
}

function unknownUser(id: number): User {
  return { id, is_bot: false, first_name: 'Deleted account' }
}
