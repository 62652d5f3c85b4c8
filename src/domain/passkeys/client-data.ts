import { parsedJson } from '../../kernel/json-object.ts'
import { isAllowedOrigin } from './allowed-origin.ts'
import { asObject } from './as-object.ts'
import { invalidCredential } from './passkey-errors.ts'

/** What the browser says about the use of a credential (WebAuthn Level 3, 5.8.1, CollectedClientData). */
export interface ClientData {
  readonly type: unknown
  /** In base64url. */
  readonly challenge: string
  readonly origin: string
  /** The page was embedded in a page of another origin. */
  readonly isEmbedded: boolean
}

/** @throws InvalidParameterException */
export function readClientData(base64url: string): ClientData {
  const { type, challenge, origin, crossOrigin } = asObject(
    parsedJson(Buffer.from(base64url, 'base64url').toString()),
  )
  if (typeof challenge !== 'string' || typeof origin !== 'string') throw invalidCredential()
  return { type, challenge, origin, isEmbedded: crossOrigin === true }
}

/** Whether the credential was used where the relying party's may be; never within a page of another origin. */
export function isUsedWhereAllowed(
  { origin, isEmbedded }: ClientData,
  relyingPartyId: string,
  further: readonly string[],
): boolean {
  return !isEmbedded && isAllowedOrigin(origin, relyingPartyId, further)
}
