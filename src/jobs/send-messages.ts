import type { LeasedMessage } from '../domain/messages/outbox-store.ts'
import type { World } from '../domain/requests/world.ts'
import { type Delivering, deliverMessage } from '../domain/sending/deliver-message.ts'
import { SECOND } from '../kernel/clock.ts'
import { ReadOnly } from '../kernel/outage.ts'

export interface SendingPace {
  /** How long, in milliseconds, a process that has stopped responding keeps its messages from others. */
  readonly lease?: number
  /** How long it takes at most until a message of another process is seen, in milliseconds. */
  readonly pause?: number
}

export interface MessageSender {
  /** Makes it look for messages at once. */
  wake(): void
  /** Resolves when no message is due any more, or after `patience` milliseconds. */
  settled(patience: number): Promise<void>
  /**
   * Takes no more messages, and ends when those under way are handed over or `patience` milliseconds have passed.
   * Returns how many are left: they are sent after the next start, or by another process.
   */
  close(patience: number): Promise<number>
}

/** Few at once, so that requests are answered first. */
const AT_ONCE = 8
const LEASE = 15 * SECOND
const PAUSE = 3 * SECOND

/** Sends the messages of the outbox, also those that other processes on the same database have put there. */
export function sendMessages(
  world: Delivering & Pick<World, 'clock'>,
  pace: SendingPace = {},
): MessageSender {
  const { lease = LEASE, pause = PAUSE } = pace
  const { storage, clock, entropy, log } = world
  const { outbox } = storage.stores
  const holder = entropy.uuid()
  const underWay = new Map<string, Promise<void>>()
  let isClosing = false
  let isWoken = false
  let endRest = () => {}
  let waiting: Array<() => void> = []

  function wake(): void {
    isWoken = true
    endRest()
  }

  // Not by an AbortSignal: the error of each abort, with its stack, takes longer than to lease a message.
  async function rest(): Promise<void> {
    if (!isWoken) {
      await new Promise<void>((done) => {
        const timer = setTimeout(done, pause).unref()
        endRest = () => {
          clearTimeout(timer)
          done()
        }
      })
    }
    isWoken = false
  }

  /** Takes on as many messages as there is room for. Returns whether there may be more. */
  async function takeOn(): Promise<boolean> {
    const room = AT_ONCE - underWay.size
    if (room <= 0) return false
    const asked = waiting
    waiting = []
    const now = clock()
    const leased = await outbox.lease(holder, room, now, now + lease)
    for (const message of leased) send(message)
    if (underWay.size === 0) for (const done of asked) done()
    else waiting.push(...asked)
    return leased.length > 0
  }

  function send(message: LeasedMessage): void {
    const sent = deliverMessage(world, holder, message, clock())
      .catch((error: unknown) => log.error('Could not settle a message of the outbox', { error }))
      .finally(() => {
        underWay.delete(message.id)
        wake() // there is room now
      })
    underWay.set(message.id, sent)
  }

  async function loop(): Promise<void> {
    while (!isClosing) {
      const isBusy = await takeOn().catch((error: unknown) => {
        if (!(error instanceof ReadOnly)) log.error('Could not read the outbox', { error })
        return false
      })
      if (!isBusy && !isClosing) await rest()
    }
  }

  const renewing = setInterval(() => {
    for (const id of underWay.keys()) {
      outbox.renew(id, holder, clock() + lease).catch(() => {}) // it lapses then
    }
  }, lease / 3)
  renewing.unref()
  const ended = loop()

  return {
    wake,
    async settled(patience) {
      await withPatience(patience, () => {
        const settled = new Promise<void>((done) => waiting.push(done))
        wake()
        return settled
      })
    },
    async close(patience) {
      isClosing = true
      wake()
      await withPatience(patience, async () => {
        await ended
        await Promise.all(underWay.values())
      })
      clearInterval(renewing)
      return underWay.size
    },
  }
}

async function withPatience(patience: number, work: () => Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((done) => {
    timer = setTimeout(done, patience)
  })
  await Promise.race([work(), late]).finally(() => clearTimeout(timer))
}
