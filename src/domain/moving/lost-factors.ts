import { type FormerFactors, type FormerUser, subOf } from './former-pool.ts'

/** The authenticator apps that users have in the former pool. Their secrets can't be read, so they stay there. */
export interface LostFactors {
  users: number
  /** The first thousand. They are stored with the position of a move, which is written after each page. */
  readonly named: LostFactor[]
  /** Users whose factors could not be read, or were not asked for. */
  unknown: number
}

export interface LostFactor {
  readonly sub: string
  readonly username: string
  /** `SOFTWARE_TOKEN_MFA` */
  readonly factors: readonly string[]
}

const NAMED_AT_MOST = 1000

export const noLostFactors = (): LostFactors => ({ users: 0, named: [], unknown: 0 })

/** Counts a user who was moved. Undefined factors are unknown ones. Those by message come along. */
export function countFactors(lost: LostFactors, user: FormerUser, known: FormerFactors | undefined): void {
  const factors = known?.activated.filter((factor) => factor === 'SOFTWARE_TOKEN_MFA')
  if (factors === undefined) lost.unknown++
  else if (factors.length > 0) {
    lost.users++
    if (lost.named.length < NAMED_AT_MOST) {
      lost.named.push({ sub: subOf(user), username: user.username, factors })
    }
  }
}
