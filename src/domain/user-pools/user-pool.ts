import type { Instant } from '../../kernel/clock.ts'
import type { Entropy } from '../../kernel/entropy.ts'
import { ALPHANUMERIC, randomText } from '../../kernel/identifiers.ts'
import type { PoolSchema } from '../schema/attribute-definition.ts'
import type { UserPoolSettings } from './settings/user-pool-settings.ts'

export type Tags = Readonly<Record<string, string>>

export interface UserPool {
  readonly id: string
  readonly region: string
  readonly name: string
  readonly schema: PoolSchema
  readonly settings: UserPoolSettings
  readonly tags: Tags
  readonly createdAt: Instant
  readonly modifiedAt: Instant
}

/** AWS: the region, an underscore, nine letters and digits. */
export function newUserPoolId(entropy: Entropy, region: string): string {
  return `${region}_${randomText(entropy, ALPHANUMERIC, 9)}`
}

/** The region of a pool, with which its id begins. */
export function regionOfPool(userPoolId: string): string {
  return userPoolId.slice(0, userPoolId.indexOf('_'))
}

/** The part of a pool id after the underscore. It serves as the realm in SRP and elsewhere. */
export function userPoolName(userPoolId: string): string {
  return userPoolId.slice(userPoolId.indexOf('_') + 1)
}

export function userPoolArn(scope: { region: string; account: string }, userPoolId: string): string {
  return `arn:aws:cognito-idp:${scope.region}:${scope.account}:userpool/${userPoolId}`
}
