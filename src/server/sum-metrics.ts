import type { Worker } from 'node:cluster'
import type { MetricsSnapshot } from './metrics.ts'
import { summedText } from './metrics.ts'
import type { FromPrimary } from './worker-messages.ts'
import { isFromWorker } from './worker-messages.ts'

/** How long to wait for the metrics of a worker before the sum goes without them. */
const PATIENCE = 1000

let questions = 0

/** Asks the workers for their metrics and sums them. For the primary, which alone reaches all of them. */
export async function sumMetrics(workers: Iterable<Worker>): Promise<string> {
  const question = questions++
  const snapshots = await Promise.all([...workers].map((worker) => snapshotOf(worker, question)))
  return summedText(snapshots.filter((snapshot) => snapshot !== undefined))
}

function snapshotOf(worker: Worker, question: number): Promise<MetricsSnapshot | undefined> {
  return new Promise((resolve) => {
    const finish = (snapshot?: MetricsSnapshot) => {
      clearTimeout(timer)
      worker.off('message', onMessage).off('exit', onExit)
      resolve(snapshot)
    }
    const onExit = () => finish()
    const onMessage = (message: unknown) => {
      if (!isFromWorker(message) || message.poolhouse !== 'snapshot') return
      if (message.question === question) finish(message.snapshot)
    }
    const timer = setTimeout(finish, PATIENCE)
    worker.on('message', onMessage).on('exit', onExit)
    const wanted: FromPrimary = { poolhouse: 'snapshot-wanted', question }
    if (worker.isConnected()) worker.send(wanted)
    else finish()
  })
}
