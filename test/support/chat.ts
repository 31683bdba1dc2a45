import type { Run } from './platform.ts'

/** A message as the simulator's transcript shows it. */
export interface Shown {
  id: number
  text: string
  from: { isBot: boolean }
  /** Rows. */
  buttons: { text: string; data?: string }[][]
}

/** A person at the Telegram simulator of a running platform. */
export function createChat({ urls }: Run, chat: number) {
  const control = `${urls.chat}control`
  const post = async (path: string, body: object) => {
    const answer = await fetch(`${control}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return answer.json()
  }
  return {
    post,
    say: (text: string) => post('say', { chat, text }) as Promise<Shown>,
    /** The bot's next message after that one. */
    answerAfter: async (messageId: number, timeoutMs = 15_000): Promise<Shown> => {
      const query = `after=${messageId}&by=bot&timeoutMs=${timeoutMs}`
      const answer = await fetch(`${control}/chats/${chat}/wait?${query}`)
      if (!answer.ok) throw new Error(`no answer in chat ${chat} within ${timeoutMs} ms`)
      return answer.json() as Promise<Shown>
    },
    messages: async () => (await fetch(`${control}/chats/${chat}/messages`)).json() as Promise<Shown[]>,
  }
}
