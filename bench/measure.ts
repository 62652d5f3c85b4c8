import { CONNECTIONS } from './caller.ts'
import type { ProcessUsage } from './server-process.ts'

export interface Measurement {
  readonly requests: number
  readonly perSecond: number
  /** Of the server's CPU, for one request, in milliseconds: in the best of several windows. */
  readonly cpu: number
  /** Latencies in milliseconds. */
  readonly p50: number
  readonly p99: number
}

export interface Bounds {
  readonly seconds: number
  /** No more requests than this, those of the warming up included. */
  readonly atMost: number
  /** Sends for so long at most before anything is measured. */
  readonly warmUpSeconds?: number
}

/** Requests, or a share of those that there are, sent before the measuring begins: the server's code is compiled then. */
const WARM_UP_REQUESTS = 6000
const WARM_UP_SHARE = 0.4

/** The longest warming up, in windows' times. */
const WARM_UP_TIMES = 3

/** The least CPU counts: whatever else runs on the machine can only add to it. */
const WINDOWS = 8

/** Sends requests in a closed loop: each connection sends its next one when it has the answer. */
export async function measure(
  usage: () => Promise<ProcessUsage>,
  send: (index: number) => Promise<unknown>,
  { seconds, atMost, warmUpSeconds = seconds * WARM_UP_TIMES }: Bounds,
): Promise<Measurement> {
  const warm = Math.min(WARM_UP_REQUESTS, Math.floor(atMost * WARM_UP_SHARE))
  const warmedUp = await drive(send, { from: 0, to: warm, milliseconds: warmUpSeconds * 1000 })
  const latencies: number[] = []
  let cpu = Number.POSITIVE_INFINITY
  let elapsed = 0
  let from = warmedUp.length
  for (let window = 1; window <= WINDOWS; window++) {
    const to = from + Math.floor((atMost - from) / (WINDOWS - window + 1))
    const before = await usage()
    const start = performance.now()
    const found = await drive(send, { from, to, milliseconds: (seconds * 1000) / WINDOWS })
    elapsed += performance.now() - start
    const after = await usage()
    from += found.length
    latencies.push(...found)
    cpu = Math.min(cpu, ((after.cpuSeconds - before.cpuSeconds) / found.length) * 1000)
  }
  latencies.sort((a, b) => a - b)
  const requests = latencies.length
  return {
    requests,
    perSecond: (requests / elapsed) * 1000,
    cpu,
    p50: latencies[Math.floor(requests * 0.5)] ?? 0,
    p99: latencies[Math.floor(requests * 0.99)] ?? 0,
  }
}

/** Of a window that a server comes to after a pause: so much only brings its code and data back into the caches. */
const RUN_UP_SHARE = 0.25

/** Of the server's CPU, for one request, in milliseconds: over one window, of so many seconds or requests at most. */
export async function cpuOfWindow(
  usage: () => Promise<ProcessUsage>,
  send: (index: number) => Promise<unknown>,
  { seconds, atMost = Number.POSITIVE_INFINITY }: { readonly seconds: number; readonly atMost?: number },
): Promise<number> {
  const milliseconds = seconds * 1000
  const runUp = { from: 0, to: atMost * RUN_UP_SHARE, milliseconds: milliseconds * RUN_UP_SHARE }
  const { length: from } = await drive(send, runUp)
  const first = await usage()
  const before = await usage()
  const asking = before.cpuSeconds - first.cpuSeconds // to be asked for the usage costs something, too
  const { length: requests } = await drive(send, { from, to: atMost, milliseconds })
  const after = await usage()
  return ((after.cpuSeconds - before.cpuSeconds - asking) / requests) * 1000
}

/** Answers the latencies. */
async function drive(
  send: (index: number) => Promise<unknown>,
  { from, to, milliseconds }: { from: number; to: number; milliseconds: number },
): Promise<number[]> {
  const latencies: number[] = []
  const end = performance.now() + milliseconds
  let next = from

  async function sendInTurn(): Promise<void> {
    while (next < to && performance.now() < end) {
      const start = performance.now()
      await send(next++)
      latencies.push(performance.now() - start)
    }
  }

  await Promise.all(Array.from({ length: CONNECTIONS }, sendInTurn))
  return latencies
}
