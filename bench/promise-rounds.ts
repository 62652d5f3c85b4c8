import type { OperationName } from '../src/contract/generated/types.ts'
import { auditSignInCost, unguardedSignInCost } from './audit-sign-in.ts'
import type { Fixture } from './fixture.ts'
import type { Floor, FloorMeter } from './floor.ts'
import { cpuOfWindow } from './measure.ts'
import { clientCredentialsCost, getUserCost, signInPageCost, signInPageSize, userInfoCost } from './oauth.ts'
import type { Options } from './options.ts'
import type { Load } from './scenario.ts'
import { scenarioCalled } from './scenarios.ts'
import type { ServerProcess } from './server-process.ts'
import { srpSignInCost } from './srp-sign-in.ts'
import { passwordSignInCost, totpSignInCost } from './totp-sign-in.ts'
import { plainSignInCost, triggerSignInCost } from './trigger-sign-in.ts'
import type { Verdict } from './verdict.ts'

/** Measures a request's CPU for a moment, in milliseconds. */
type Meter = () => Promise<number>

interface RequestPromise {
  readonly promise: string
  readonly operations: readonly OperationName[]
  meter(server: ServerProcess, fixture: Fixture): Meter | Promise<Meter>
  /** @param baseline what `baseline` measured in this round */
  limit(floor: Floor, baseline: number): number
  /** By default CPU time. */
  readonly unit?: string
  /** Measured in each round too, if the limit depends on it. */
  baseline?: RequestPromise['meter']
}

const tokens = ({ twoSignatures, hmac }: Floor) => twoSignatures + 4 * hmac

const PROMISES: readonly RequestPromise[] = [
  {
    promise: 'AddCustomAttributes, 4.5 x (empty answer + durable commit)',
    operations: ['AddCustomAttributes'],
    meter: meterOf('AddCustomAttributes'),
    limit: ({ emptyAnswer, durableCommit }) => 4.5 * (emptyAnswer + durableCommit),
  },
  {
    promise: 'sign-in by password, 1.6 x its cryptography',
    operations: ['InitiateAuth'],
    meter: meterOf('InitiateAuth password'),
    limit: (floor) => 1.6 * (tokens(floor) + floor.exponentiation),
  },
  {
    promise: 'sign-in by SRP, 1.45 x its cryptography',
    operations: ['InitiateAuth', 'RespondToAuthChallenge'],
    meter: srpSignInCost,
    limit: (floor) => 1.45 * (tokens(floor) + 3 * floor.exponentiation),
  },
  {
    promise: 'GetUser, 0.25 ms or 8 x the empty answer',
    operations: ['GetUser'],
    meter: meterOf('GetUser'),
    limit: ({ emptyAnswer }) => Math.max(0.25, 8 * emptyAnswer),
  },
  {
    promise: 'AdminGetUser, 0.35 ms or 8 x the empty answer',
    operations: ['AdminGetUser'],
    meter: meterOf('AdminGetUser'),
    limit: ({ emptyAnswer }) => Math.max(0.35, 8 * emptyAnswer),
  },
  {
    promise: 'sign-in by password and TOTP, 1.15 x a sign-in by password',
    operations: ['InitiateAuth', 'RespondToAuthChallenge', 'VerifySoftwareToken'],
    meter: totpSignInCost,
    baseline: passwordSignInCost,
    limit: (_, baseline) => 1.15 * baseline,
  },
  {
    promise: 'sign-in by password with a function behind HTTP, 1 ms more than without',
    operations: ['InitiateAuth'],
    meter: triggerSignInCost,
    baseline: plainSignInCost,
    limit: (_, baseline) => baseline + 1,
  },
  {
    promise: 'sign-in by password under AUDIT, 1.15 x one without',
    operations: ['InitiateAuth', 'SetRiskConfiguration'],
    meter: auditSignInCost,
    baseline: unguardedSignInCost,
    limit: (_, baseline) => 1.15 * baseline,
  },
  {
    promise: 'client credentials, 1.5 x its signature',
    operations: ['CreateUserPoolDomain', 'CreateResourceServer'],
    meter: clientCredentialsCost,
    limit: ({ twoSignatures }) => 1.5 * (twoSignatures / 2),
  },
  {
    promise: 'userInfo endpoint, 1.2 x GetUser',
    operations: ['CreateUserPoolDomain', 'GetUser'],
    meter: userInfoCost,
    baseline: getUserCost,
    limit: (_, baseline) => 1.2 * baseline,
  },
  {
    promise: 'sign-in page, 2 ms',
    operations: ['CreateUserPoolDomain'],
    meter: signInPageCost,
    limit: () => 2,
  },
  {
    promise: 'size of the sign-in page',
    operations: ['CreateUserPoolDomain'],
    unit: 'KB',
    meter: signInPageSize,
    limit: () => 15,
  },
]

/** The first ones also warm the server up, and don't count. */
const WARM_UP_ROUNDS = 15
const ROUNDS = 31

/** The bounds of each measurement in a round. */
const SLICE_SECONDS = 0.5
const SLICE_REQUESTS = 400

/**
 * Measures what is promised of single requests. A virtual machine is faster in one second than in the next, so floor and
 * request are measured in turns, in short slices and many rounds; the round counts that is the median of how much of its
 * limit was used.
 */
export async function promiseVerdicts(
  server: ServerProcess,
  fixture: Fixture,
  floorMeter: FloorMeter,
  { only, promise: wanted }: Pick<Options, 'only' | 'promise'>,
  show: (verdict: Verdict) => void,
): Promise<readonly Verdict[]> {
  const verdicts: Verdict[] = []
  for (const { promise, operations, unit = 'ms CPU', meter, baseline, limit } of PROMISES) {
    const isWanted = wanted ? wanted.test(promise) : operations.every((operation) => only.test(operation))
    if (!isWanted) continue
    const cost = await meter(server, fixture)
    const base = await baseline?.(server, fixture)
    const rounds: Verdict[] = []
    for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++) {
      const floor = await floorMeter.measure(SLICE_SECONDS)
      const compared = (await base?.()) ?? 0
      rounds.push({ promise, measured: await cost(), limit: limit(floor, compared), unit })
    }
    const verdict = median(rounds.slice(WARM_UP_ROUNDS))
    show(verdict)
    verdicts.push(verdict)
  }
  return verdicts
}

/** Of a scenario's requests; one that has none left is prepared again. */
function meterOf(name: string): RequestPromise['meter'] {
  return async ({ usage }, fixture) => {
    const scenario = scenarioCalled(name)
    let load: Load = await scenario.prepare(fixture)
    let sent = 0
    const send = (index: number) => load.send(sent + index)
    return async () => {
      if (load.atMost - sent < SLICE_REQUESTS) {
        load = await scenario.prepare(fixture)
        sent = 0
      }
      const cost = await cpuOfWindow(usage, send, { seconds: SLICE_SECONDS, atMost: SLICE_REQUESTS })
      sent += SLICE_REQUESTS
      return cost
    }
  }
}

function median(rounds: readonly Verdict[]): Verdict {
  const used = ({ measured, limit }: Verdict) => measured / limit
  const sorted = rounds.toSorted((a, b) => used(a) - used(b))
  const middle = sorted[Math.floor(sorted.length / 2)]
  if (!middle) throw new Error('nothing was measured')
  return middle
}
