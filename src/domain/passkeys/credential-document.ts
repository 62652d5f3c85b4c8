import { parsedJson } from '../../kernel/json-object.ts'
import { asObject } from './as-object.ts'
import { type ClientData, readClientData } from './client-data.ts'
import { invalidCredential } from './passkey-errors.ts'

/** What `navigator.credentials.create` returns (WebAuthn Level 3, 5.1.8, RegistrationResponseJSON). */
export interface RegistrationCredential {
  readonly id: string
  readonly clientDataJSON: string
  /** What that holds. */
  readonly clientData: ClientData
  readonly attestationObject: string
  readonly transports: readonly string[]
  readonly attachment: 'platform' | 'cross-platform' | undefined
}

/** What `navigator.credentials.get` returns (AuthenticationResponseJSON). */
export interface AssertionCredential {
  readonly id: string
  readonly clientDataJSON: string
  /** What that holds. */
  readonly clientData: ClientData
  readonly authenticatorData: string
  readonly signature: string
  /** The `sub` of the user whom the authenticator made the passkey for, in base64url. */
  readonly userHandle: string | undefined
}

/** Longest parts, in bytes: WebAuthn Level 3 limits the id (section 4), common sense the others. */
const MOST = { id: 1023, clientData: 8192, attestation: 16_384, authenticatorData: 8192, signature: 1024 }
const MOST_TRANSPORTS = 16

/**
 * @param document an object, or its JSON text
 * @throws InvalidParameterException
 */
export function readRegistration(document: unknown): RegistrationCredential {
  const { id, response, whole } = readCredential(document)
  const { transports, clientDataJSON, attestationObject } = response
  if (isNotDiscoverable(whole.clientExtensionResults)) throw invalidCredential()
  return {
    id,
    ...readClientDataJSON(clientDataJSON),
    attestationObject: base64url(attestationObject, MOST.attestation),
    transports: isAbsent(transports) ? [] : readTransports(transports),
    attachment: readAttachment(whole.authenticatorAttachment),
  }
}

/**
 * @param document an object, or its JSON text
 * @throws InvalidParameterException
 */
export function readAssertion(document: unknown): AssertionCredential {
  const { id, response } = readCredential(document)
  const { clientDataJSON, authenticatorData, signature, userHandle } = response
  return {
    id,
    ...readClientDataJSON(clientDataJSON),
    authenticatorData: base64url(authenticatorData, MOST.authenticatorData),
    signature: base64url(signature, MOST.signature),
    userHandle: isAbsent(userHandle) ? undefined : base64url(userHandle, MOST.id),
  }
}

/** AWS: the service also takes the text of the object. */
function readCredential(document: unknown) {
  const whole = asObject(typeof document === 'string' ? parsedJson(document) : document)
  const id = base64url(whole.id, MOST.id)
  if (whole.rawId !== id || whole.type !== 'public-key') throw invalidCredential()
  return { id, response: asObject(whole.response), whole }
}

/** Clients write a member without a value as null, or leave it out. */
function isAbsent(value: unknown): value is null | undefined {
  return value === null || value === undefined
}

function readClientDataJSON(value: unknown) {
  const clientDataJSON = base64url(value, MOST.clientData)
  return { clientDataJSON, clientData: readClientData(clientDataJSON) }
}

function base64url(value: unknown, mostBytes: number): string {
  const isGood =
    typeof value === 'string' && value.length <= Math.ceil((mostBytes * 4) / 3) && /^[\w-]+$/.test(value)
  if (!isGood) throw invalidCredential()
  return value
}

function readTransports(value: unknown): readonly string[] {
  if (!Array.isArray(value) || value.length > MOST_TRANSPORTS) throw invalidCredential()
  return value.map((transport) => {
    if (typeof transport !== 'string' || !/^[a-z-]{1,32}$/.test(transport)) throw invalidCredential()
    return transport
  })
}

function readAttachment(value: unknown): RegistrationCredential['attachment'] {
  return value === 'platform' || value === 'cross-platform' ? value : undefined
}

/** AWS: a credential that is not discoverable is no passkey. Only clients that asked for `credProps` know. */
function isNotDiscoverable(extensions: unknown): boolean {
  if (isAbsent(extensions)) return false
  const { credProps } = asObject(extensions)
  return !isAbsent(credProps) && asObject(credProps).rk === false
}
