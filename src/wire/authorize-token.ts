import { model } from '../contract/model.ts'
import { ServiceError } from '../contract/service-error.ts'
import type { Stores } from '../domain/stores.ts'
import { authenticateToken, type TokenCaller } from '../domain/tokens/authenticate-token.ts'
import { accessTokenOfFormerUser } from '../domain/tokens/token-errors.ts'
import type { TokenKeys } from '../domain/tokens/token-keys.ts'
import type { Instant } from '../kernel/clock.ts'
import type { Operation } from '../operations/operation.ts'

export interface TokenAuthorization {
  readonly tokenKeys: TokenKeys
  readonly stores: Stores
}

/** The user who calls with the access token in the input; undefined if the operation takes none or none was sent. */
export async function authorizeToken(
  { name, access }: Operation,
  input: unknown,
  now: Instant,
  { tokenKeys, stores }: TokenAuthorization,
): Promise<TokenCaller | undefined> {
  if (access.kind !== 'access-token' && access.kind !== 'access-token-or-session') return undefined
  const token = access.token(input as never)
  if (token === undefined) return undefined
  try {
    return await authenticateToken(stores, tokenKeys, token, now)
  } catch (error) {
    throw error instanceof ServiceError && !isDeclared(name, error) ? accessTokenOfFormerUser() : error
  }
}

/**
 * Not every operation declares all errors about tokens (GlobalSignOut lacks UserNotFoundException). The region of a
 * replica refuses any.
 */
function isDeclared(name: Operation['name'], error: ServiceError): boolean {
  if (error.name === 'OperationNotEnabledException') return true
  return model.operations[name]?.errors.includes(error.name) ?? false
}
