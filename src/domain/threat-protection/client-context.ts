import { parseIpAddress } from '../../kernel/ip-address.ts'
import type { UserPoolClient } from '../clients/user-pool-client.ts'
import type { RequestOrigin } from '../sessions/request-origin.ts'
import { agentMark, type DeviceMarks } from './circumstances.ts'
import { readEncodedData } from './encoded-data.ts'

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
  readonly device: DeviceMarks
  /** Of the user, such as `-07:00`, if the client says so. */
  readonly timezone?: string | undefined
  /** Whether the request has context data. */
  readonly hasContextData: boolean
}

/** Longer values are cut: they are stored with each event. */
const LONGEST_ADDRESS = 64
/** No browser has a longer one. */
const LONGEST_USER_AGENT = 512

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
  const stated = counts ? addressIn(given?.ipAddress) : undefined
  const ownAddress = signed ? undefined : origin.ipAddress
  const userAgent = (given?.userAgent ?? (signed ? undefined : origin.userAgent))?.slice(
    0,
    LONGEST_USER_AGENT,
  )
  const { id, timezone } = readEncodedData(given?.encodedData)
  return {
    ipAddress: stated ?? ownAddress?.slice(0, LONGEST_ADDRESS),
    userAgent,
    device: { agent: agentMark(userAgent), id },
    timezone,
    hasContextData: given !== undefined,
  }
}

/**
 * Servers may pass on what browsers say, such as the header X-Forwarded-For. A text that is no address would be on no list of
 * networks, and in the e-mails of risks it would be the text of a stranger.
 */
function addressIn(text: string | undefined): string | undefined {
  const address = text?.trim().slice(0, LONGEST_ADDRESS)
  return address !== undefined && parseIpAddress(address) ? address.split('%', 1)[0] : undefined
}
