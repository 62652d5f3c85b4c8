import { createHash } from 'node:crypto'
import type { OperationName } from '../../contract/generated/types.ts'
import type { Instant } from '../../kernel/clock.ts'
import { rateExceeded, tooManyRequests } from './limit-errors.ts'
import type { RatesOf } from './provisioned-rates.ts'
import { CATEGORIES, type Category, type Rates } from './request-categories.ts'
import type { RequestLeases } from './request-leases.ts'

/** Admits requests as fast as the rates allow. Each method throws TooManyRequestsException beyond them. */
export interface RequestRates {
  /** Called before anything is looked up. Counts by category, by pool, and by user if the request names one. */
  admit(request: RatedRequest): Promise<void>
  /** Called once an access token has identified the user. */
  admitUser(request: RatedUse, user: RatedUser): Promise<void>
}

export interface RatedUse {
  readonly region: string
  readonly now: Instant
  readonly readOnly: boolean
}

export interface RatedRequest extends RatedUse {
  readonly operation: OperationName
  readonly category: Category
  /** For answers to challenges. */
  readonly challengeName?: string | undefined
  /** The pool's id or ARN. */
  readonly pool?: string | undefined
  readonly user?: RatedUser | undefined
}

/** A user as a request names them. A user with several names is counted for each name. */
export interface RatedUser {
  /** The id of the pool or of one of its clients. */
  readonly within: string
  readonly username: string
}

export function requestRates(ratesOf: RatesOf, leases: RequestLeases): RequestRates {
  async function takeOfUser(use: RatedUse, user: RatedUser, rates: Rates): Promise<void> {
    const name = use.readOnly ? 'PerUserRead' : 'PerUserWrite'
    if (rates[name] === Number.POSITIVE_INFINITY) return
    const subject = `${name} ${digest(user)}`
    if (!(await leases.take(subject, rates[name], use.now))) throw tooManyRequests()
  }

  return {
    async admit(request) {
      const { region, operation, category, now, pool, user } = request
      const rates = await ratesOf(region, now)
      const quotas = quotasOf(request, rates)
      // Under heavy load this avoids writing counts per pool and user.
      if (quotas.every(({ subject }) => leases.isSpent(subject, now))) throw rateExceeded()
      if (pool !== undefined && CATEGORIES[category].perPool) {
        const admitted = await leases.take(`${operation} ${region} ${pool}`, rates.PerPoolOperation, now)
        if (!admitted) throw tooManyRequests()
      }
      if (user !== undefined) await takeOfUser(request, user, rates)
      for (const { subject, rate } of quotas) if (await leases.take(subject, rate, now)) return
      throw rateExceeded()
    },

    async admitUser(use, user) {
      await takeOfUser(use, user, await ratesOf(use.region, use.now))
    },
  }
}

interface Quota {
  readonly subject: string
  readonly rate: number
}

/**
 * AWS: answers to challenges have three times the rate of UserAuthentication to themselves, and may use that category
 * when it is used up.
 */
const CHALLENGE_SHARE = 3

/** The quotas that the request may use; the first one with room counts it. */
function quotasOf({ operation, category, region, challengeName }: RatedRequest, rates: Rates): Quota[] {
  const quota = (name: Category) => ({ subject: `${name} ${region}`, rate: rates[name] })
  if (!/^(Admin)?RespondToAuthChallenge$/.test(operation)) return [quota(category)]
  // AWS: setting a new password counts as account recovery.
  if (challengeName === 'NEW_PASSWORD_REQUIRED') return [quota('UserAccountRecovery')]
  const signIn = quota('UserAuthentication')
  return [{ subject: `Challenges ${region}`, rate: CHALLENGE_SHARE * signIn.rate }, signIn]
}

/** Short, and keeps typed usernames from being stored in the clear. */
function digest({ within, username }: RatedUser): string {
  return createHash('sha256').update(`${within} ${username}`).digest('base64url').slice(0, 22)
}
