import { randomUUID } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { Log } from '../../kernel/log.ts'
import { systemReason } from '../../kernel/system-reason.ts'
import { type Attempt, type FunctionTarget, MOST_BYTES, tooLarge } from './function-target.ts'
import type { ModuleAnswer, ModuleCall, ModuleData } from './module-messages.ts'
import { functionNameOf } from './resolve-function.ts'

interface Running {
  /** Of the file when the thread started. */
  readonly version: string
  readonly worker: Worker
  readonly pending: Map<string, (attempt: Attempt) => void>
}

/**
 * A function in a module on this machine, for development: a file that exports `handler(event, context)`. It runs in a
 * worker thread, which is restarted when the file changes and when a call takes too long.
 */
export function moduleFunction(file: string, log: Log): FunctionTarget {
  let running: Running | undefined

  function start(version: string): Running {
    const data: ModuleData = { url: pathToFileURL(file).href }
    const worker = new Worker(new URL('./module-runner.js', import.meta.url), { workerData: data })
    const started: Running = { version, worker, pending: new Map() }
    worker.unref() // a thread without a call keeps nothing from ending
    worker.on('message', (answer: ModuleAnswer) => started.pending.get(answer.id)?.(attemptOf(answer)))
    worker.on('error', (error) => log.warn('The module of a trigger failed', { module: file, error }))
    worker.on('exit', () => ended(started))
    return started
  }

  function ended(old: Running): void {
    if (running === old) running = undefined
    const message = 'Runtime exited without providing a reason'
    for (const settle of old.pending.values()) settle({ kind: 'function-error', message })
  }

  async function current(): Promise<Running> {
    const { mtimeMs, size } = await stat(file)
    const version = `${mtimeMs} ${size}`
    if (running?.version === version) return running
    if (running) retire(running)
    running = start(version)
    return running
  }

  return {
    async attempt({ arn, payload }, patience) {
      const thread = await current().catch((error: unknown) => {
        throw Object.assign(new Error(`${file} can't be read: ${systemReason(error)}`), { code: 'ENOENT' })
      })
      const { worker, pending } = thread
      const id = randomUUID()
      const call: ModuleCall = {
        id,
        payload,
        arn,
        functionName: functionNameOf(arn) ?? arn,
        deadline: Date.now() + patience,
      }
      return new Promise((resolve) => {
        const late = setTimeout(() => {
          if (running === thread) running = undefined
          pending.get(id)?.({ kind: 'timeout' })
          void worker.terminate() // it may be in an endless loop
        }, patience)
        pending.set(id, (attempt) => {
          clearTimeout(late)
          pending.delete(id)
          resolve(attempt)
        })
        worker.postMessage(call)
      })
    },
    async close() {
      await running?.worker.terminate()
    },
  }
}

/** Ends a thread when its last call has its answer. */
function retire({ worker, pending }: Running): void {
  if (pending.size === 0) void worker.terminate()
  else worker.on('message', () => pending.size === 0 && void worker.terminate())
}

function attemptOf(answer: ModuleAnswer): Attempt {
  if ('error' in answer) return { kind: 'function-error', message: answer.error }
  return Buffer.byteLength(answer.payload) > MOST_BYTES
    ? tooLarge
    : { kind: 'answer', payload: answer.payload }
}
