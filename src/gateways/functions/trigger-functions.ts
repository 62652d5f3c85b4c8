import type { InvocationOutcome, TriggerCall, TriggerGateway } from '../../domain/triggers/trigger-gateway.ts'
import type { TriggerWatch } from '../../domain/triggers/trigger-watch.ts'
import { namedQueues, QueueFull } from '../../kernel/bounded-queue.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { Log } from '../../kernel/log.ts'
import type { AwsService } from '../aws-endpoint.ts'
import { type Deadline, type FunctionTarget, MOST_BYTES, SERVICE_FAULT } from './function-target.ts'
import { httpFunction } from './http-function.ts'
import { lambdaEndpoint } from './lambda-endpoint.ts'
import { moduleFunction } from './module-function.ts'
import { resolveFunction, type TriggerFunction } from './resolve-function.ts'
import { watchedFunctions } from './watched-functions.ts'

export interface FunctionSettings {
  /** Where the functions of triggers are; the first whose name fits is called. */
  readonly functions?: readonly TriggerFunction[]
  /** Where all other functions are. */
  readonly endpoint?: AwsService | undefined
  /** Milliseconds that one try may take; by default those of AWS. */
  readonly patience?: number
  /** How that time passes for functions behind HTTP addresses, for tests that do not wait for it. */
  readonly deadline?: Deadline
  /** For development: whether holders of the inbox token may watch the calls. */
  readonly showsCalls?: boolean
}

export interface TriggerFunctions extends TriggerGateway {
  readonly watch: TriggerWatch | undefined
  close(): Promise<void>
}

const PATIENCE = 5000
const TRIES = 3

/** Calls of one function: many at once, and as many again wait. Then AWS refuses as well. */
const CALLS = { atOnce: 100, waiting: 100 }

/** Calls the functions of triggers where the configuration says that they are. */
export function triggerFunctions(
  { functions = [], endpoint, patience = PATIENCE, deadline, showsCalls = false }: FunctionSettings,
  log: Log,
  clock: Clock,
): TriggerFunctions {
  const targets = functions.map((entry) => ({
    name: entry.name,
    target: 'url' in entry ? httpFunction(entry.url, deadline) : moduleFunction(entry.module, log),
  }))
  const elsewhere = endpoint && lambdaEndpoint(endpoint)
  const queues = namedQueues(CALLS)

  const gateway: TriggerGateway = {
    async invoke(call) {
      const target = resolveFunction(targets, call.arn)?.target ?? elsewhere
      if (!target) return { kind: 'unconfigured' }
      if (Buffer.byteLength(call.payload) > MOST_BYTES) {
        return { kind: 'refused', error: 'RequestTooLargeException' }
      }
      try {
        return await queues.run(call.arn, () => tryRepeatedly(target, call, patience, log))
      } catch (error) {
        if (error instanceof QueueFull) return { kind: 'refused', error: 'TooManyRequestsException' }
        throw error
      }
    },
  }
  const { invoke, watch } = showsCalls ? watchedFunctions(gateway, clock) : { ...gateway, watch: undefined }

  return {
    invoke,
    watch,
    async close() {
      for (const { target } of targets) await target.close()
      await elsewhere?.close()
    },
  }
}

/** AWS: an error of Lambda, also one of its own (5xx), is final; a timeout is not. */
async function tryRepeatedly(
  target: FunctionTarget,
  call: TriggerCall,
  patience: number,
  log: Log,
): Promise<InvocationOutcome> {
  let last: InvocationOutcome = { kind: 'timeout' }
  for (let tries = 1; tries <= TRIES; tries++) {
    const attempt = await target.attempt(call, patience).catch((error: unknown) => {
      log.warn('A function could not be reached', { function: call.arn, tries, reason: reasonOf(error) })
      return undefined
    })
    if (attempt && attempt.kind !== 'timeout') return attempt
    last = attempt ?? { kind: 'refused', error: SERVICE_FAULT }
  }
  return last
}

/** The system's reason, such as ECONNREFUSED; the text of an error may contain more than belongs in a log. */
function reasonOf(error: unknown): string {
  const { cause = error } = error as { cause?: unknown }
  const { code, name } = (cause ?? {}) as { code?: unknown; name?: unknown }
  return String(code ?? name ?? 'unknown')
}
