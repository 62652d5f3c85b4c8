import { get } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Inbox, Message, WaitOptions } from '../../types/testing.d.cts'

const LOOKS_EVERY = 50
const WAITS_FOR = 10_000
/** More messages than one recipient gets between two looks. */
const LOOKED_AT = 50

/** Reads the inbox of the server at `endpoint`, which `token` opens. */
export function openInbox(endpoint: string, token: string): Inbox {
  const seen = new Set<string>()

  /** The newest message that was not handed over and fits; it and all older ones count as handed over. */
  async function next(to: string, fits: (message: Message) => boolean): Promise<Message | undefined> {
    const query = new URLSearchParams({ to, limit: `${LOOKED_AT}` })
    const { messages } = await getJson<{ messages: Message[] }>(`${endpoint}/inbox/messages?${query}`, token)
    const known = messages.findIndex(({ id }) => seen.has(id))
    const fresh = known === -1 ? messages : messages.slice(0, known)
    const found = fresh.find(fits)
    if (found) seen.add(found.id)
    return found
  }

  async function wait(to: string, what: string, fits: (message: Message) => boolean, options?: WaitOptions) {
    const timeout = options?.timeout ?? WAITS_FOR
    for (const end = performance.now() + timeout; ; ) {
      const message = await next(to, fits)
      if (message) return message
      if (performance.now() > end) throw new Error(`No ${what} to ${to} arrived within ${timeout} ms`)
      await sleep(LOOKS_EVERY)
    }
  }

  return {
    async codeFor(to, options) {
      const message = await wait(to, 'message with a code', ({ code }) => code !== undefined, options)
      return message.code as string
    },
    messageFor: (to, options) => wait(to, 'message', () => true, options),
  }
}

/** Not by `fetch`, which test environments that imitate a browser do not have. */
function getJson<Body>(url: string, token: string): Promise<Body> {
  return new Promise((resolve, reject) => {
    const request = get(url, { headers: { authorization: `Bearer ${token}` } }, async (response) => {
      try {
        let text = ''
        for await (const chunk of response.setEncoding('utf8')) text += chunk
        if (response.statusCode !== 200) throw new Error(`The inbox answers ${response.statusCode}: ${text}`)
        resolve(JSON.parse(text))
      } catch (error) {
        reject(error)
      }
    })
    request.on('error', reject)
  })
}
