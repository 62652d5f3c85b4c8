import type { UserPoolClient } from '../clients/user-pool-client.ts'
import type { RequestOrigin } from '../sessions/request-origin.ts'

/** What a request says about the device of its user: `UserContextData`, or `ContextData` of an administrator. */
export interface ClientContext {
  /** Whether the account's own server sent it: a signed request. */
  readonly signed: boolean
  readonly ipAddress?: string | undefined
  readonly userAgent?: string | undefined
  readonly encodedData?: string | undefined
}

/** Where a user's request comes from. */
export interface EventOrigin {
  /** Absent if only the address of the application's server is known. */
  readonly ipAddress?: string | undefined
  readonly userAgent?: string | undefined
  readonly encodedData?: string | undefined
  /** Whether the request has context data. */
  readonly hasContextData: boolean
}

/** Longer values are cut: they are stored with each event. */
const LONGEST_ADDRESS = 64

/**
 * The origin that threat protection looks at. AWS: the address in a signed request counts; the one in an open request
 * counts only for clients with `EnablePropagateAdditionalUserContextData`, which have a secret.
 * @param signed whether the request was signed, so that its own address is that of a server
 */
export function eventOrigin(
  origin: RequestOrigin,
  { settings }: Pick<UserPoolClient, 'settings'>,
  signed: boolean,
  given?: ClientContext,
): EventOrigin {
  const counts = given?.signed || settings.enablePropagateAdditionalUserContextData
  const stated = counts ? given?.ipAddress : undefined
  const ownAddress = signed ? undefined : origin.ipAddress
  return {
    ipAddress: (stated || ownAddress)?.slice(0, LONGEST_ADDRESS),
    userAgent: given?.userAgent ?? (signed ? undefined : origin.userAgent),
    encodedData: given?.encodedData,
    hasContextData: given !== undefined,
  }
}
