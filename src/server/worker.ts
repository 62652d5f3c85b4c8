// What a worker process does beside answering requests. The primary is its only master: a signal to the whole
// process group reaches primary and workers, and it is the primary that passes it on.
import cluster from 'node:cluster'
import { type LateAction, lateAction } from './late-action.ts'
import type { Metrics } from './metrics.ts'
import type { FromPrimary, FromWorker } from './worker-messages.ts'
import { isFromPrimary } from './worker-messages.ts'

export const isWorker = cluster.isWorker

export function sendReady(port: number): void {
  send({ poolhouse: 'ready', port })
}

/** Calls `stop` when the primary asks for it. */
export function onStopMessage(stop: () => void): void {
  process.on('SIGTERM', () => {}).on('SIGINT', () => {})
  onMessage('stop', stop)
}

/** What is asked for when the primary wants the certificate read again. */
export function renewMessages(): LateAction {
  const action = lateAction()
  onMessage('renew-certificate', action.ask)
  return action
}

function onMessage(wanted: FromPrimary['poolhouse'], act: () => void): void {
  process.on('message', (message) => {
    if (isFromPrimary(message) && message.poolhouse === wanted) act()
  })
}

/** The same metrics, but rendered as the sum over all workers. */
export function sumOverWorkers(metrics: Metrics): Metrics {
  const waiting = new Map<number, (text: string) => void>()
  let questions = 0
  process.on('message', (message) => {
    if (!isFromPrimary(message)) return
    if (message.poolhouse === 'snapshot-wanted') void sendSnapshot(metrics, message.question)
    if (message.poolhouse !== 'sum') return
    waiting.get(message.question)?.(message.text)
    waiting.delete(message.question)
  })
  return {
    ...metrics,
    async render() {
      const { contentType } = await metrics.render()
      const question = questions++
      const text = await new Promise<string>((resolve) => {
        waiting.set(question, resolve)
        send({ poolhouse: 'sum-wanted', question })
      })
      return { contentType, text }
    },
  }
}

async function sendSnapshot(metrics: Metrics, question: number): Promise<void> {
  send({ poolhouse: 'snapshot', question, snapshot: await metrics.snapshot() })
}

function send(message: FromWorker): void {
  process.send?.(message)
}
