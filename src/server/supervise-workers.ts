import type { Worker } from 'node:cluster'
import cluster from 'node:cluster'
import type { Log } from '../kernel/log.ts'
import { restartDelay } from './restart-delay.ts'
import { sumMetrics } from './sum-metrics.ts'
import type { FromPrimary } from './worker-messages.ts'
import { isFromWorker } from './worker-messages.ts'

export interface Workers {
  /** The port that all of them share. */
  readonly port: number
  /** Asks every worker to finish and resolves when all have ended; those that outlast the grace are killed. */
  stop(grace: number): Promise<void>
  /** Asks every worker to read the certificate again. */
  renewCertificate(): void
  /** Kills every worker at once. */
  kill(): void
}

/**
 * Starts `count` processes like this one and keeps that many alive. The first must be ready before the others
 * start, so that one alone brings the database up to date. Resolves when all are ready, rejects if the first ends
 * before it is.
 */
export async function superviseWorkers(count: number, log: Log): Promise<Workers> {
  let stopping = false
  const ready = new Set<Worker>()
  cluster.on('message', (worker, message) => {
    if (!isFromWorker(message)) return
    const { poolhouse } = message
    if (poolhouse === 'ready') ready.add(worker)
    if (poolhouse === 'sum-wanted') void sendSum(worker, message.question, ready)
  })

  /** Keeps one place filled. `crashes` counts those in a row. */
  function fill(crashes: number): Worker {
    const worker = cluster.fork()
    const start = performance.now()
    worker.once('exit', (code, signal) => {
      ready.delete(worker)
      if (stopping) return
      const next = restartDelay(crashes, performance.now() - start)
      log.error('A worker ended and will be replaced', { worker: worker.process.pid, code, signal, ...next })
      setTimeout(() => stopping || fill(next.crashes), next.milliseconds)
    })
    return worker
  }

  const first = fill(0)
  const port = await readiness(first).catch((error: unknown) => {
    stopping = true
    throw error
  })
  const others = Array.from({ length: count - 1 }, () => readiness(fill(0)))
  await Promise.allSettled(others) // those that failed are being replaced

  return {
    port,
    async stop(grace) {
      stopping = true
      const alive = aliveWorkers()
      const ended = alive.map((worker) => new Promise((resolve) => worker.once('exit', resolve)))
      for (const worker of alive) send(worker, { poolhouse: 'stop' })
      const killer = setTimeout(kill, grace)
      await Promise.all(ended)
      clearTimeout(killer)
    },
    renewCertificate() {
      for (const worker of aliveWorkers()) send(worker, { poolhouse: 'renew-certificate' })
    },
    kill,
  }
}

function aliveWorkers(): Worker[] {
  return Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined)
}

function kill(): void {
  for (const worker of aliveWorkers()) worker.process.kill('SIGKILL')
}

function readiness(worker: Worker): Promise<number> {
  return new Promise((resolve, reject) => {
    worker.on('message', (message) => {
      if (isFromWorker(message) && message.poolhouse === 'ready') resolve(message.port)
    })
    worker.once('exit', () => reject(new Error('a worker ended before it was ready')))
  })
}

function send(worker: Worker, message: FromPrimary): void {
  if (worker.isConnected()) worker.send(message)
}

async function sendSum(worker: Worker, question: number, ready: Iterable<Worker>): Promise<void> {
  send(worker, { poolhouse: 'sum', question, text: await sumMetrics(ready) })
}
