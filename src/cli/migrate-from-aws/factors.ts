import type { FormerUser } from '../../domain/moving/former-pool.ts'
import type { OldPool } from '../../gateways/cognito.ts'

/** The second factors that users of the old pool have, none of which can be read. */
export interface LostFactors {
  users: number
  /** The first thousand: the position of a move, with which they are kept, is written for each page. */
  readonly named: LostFactor[]
  /** Users whose factors could not be read, or were not asked for. */
  unknown: number
}

export interface LostFactor {
  readonly sub: string
  readonly username: string
  /** `SMS_MFA`, `SOFTWARE_TOKEN_MFA`, `EMAIL_OTP` */
  readonly factors: readonly string[]
}

const NAMED_AT_MOST = 1000

export const noLostFactors = (): LostFactors => ({ users: 0, named: [], unknown: 0 })

/** The factors of each user, by `sub`; of a user who is missing there they are unknown. */
export type FactorsOf = (users: readonly FormerUser[]) => Promise<ReadonlyMap<string, readonly string[]>>

/**
 * Asks the old pool for the factors of one user after the other, until it refuses that: the owner may not have been given
 * the right to.
 */
export function factorReader(old: Pick<OldPool, 'secondFactors'>, wanted: boolean): FactorsOf {
  let mayAsk = wanted
  return async (users) => {
    const known = new Map<string, readonly string[]>()
    for (const user of users) {
      if (!mayAsk) break
      try {
        known.set(subOf(user), await old.secondFactors(user.username))
      } catch (error) {
        if (!(error instanceof Error) || error.name !== 'UserNotFoundException') mayAsk = false
      }
    }
    return known
  }
}

/** Counts a user who was moved. */
export function countFactors(
  lost: LostFactors,
  user: FormerUser,
  factors: readonly string[] | undefined,
): void {
  if (factors === undefined) lost.unknown++
  else if (factors.length > 0) {
    lost.users++
    if (lost.named.length < NAMED_AT_MOST)
      lost.named.push({ sub: subOf(user), username: user.username, factors })
  }
}

export const subOf = ({ attributes }: FormerUser): string =>
  attributes.find(({ name }) => name === 'sub')?.value ?? ''

const SHOWN_AT_MOST = 100

/** The part of a report that names them. */
export function lostFactorsText({ users, named, unknown }: LostFactors): string {
  if (users + unknown === 0) return ''
  const shown = named.slice(0, SHOWN_AT_MOST)
  const lines = shown.map(({ sub, username, factors }) => `  - ${sub} ${username}: ${factors.join(', ')}\n`)
  const more = users - shown.length
  return [
    '\nUsers whose second factor stays behind\n',
    ...lines,
    more > 0
      ? `  - and ${more} more: --report names a thousand, the log of the server each when its password comes\n`
      : '',
    unknown > 0
      ? `  - unknown of ${unknown} users: AdminGetUser was refused, or not wanted (--skip-factors)\n`
      : '',
  ].join('')
}
