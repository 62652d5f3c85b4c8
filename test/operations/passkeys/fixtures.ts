import { randomBytes } from 'node:crypto'
import type { Passkey } from '../../../src/domain/passkeys/passkey.ts'
import {
  type AuthenticatorOptions,
  type Circumstances,
  newAuthenticator,
  ZERO_AAGUID,
} from '../../support/authenticator.ts'
import { type Journeys, openJourneys, type Refusal, type SignedUp } from '../../support/journeys.ts'
import type { PoolhouseOptions } from '../../support/poolhouse.ts'

/** Of the pools here, unless a test says otherwise. */
export const RP_ID = 'auth.example.com'

export const DATABASES = ['SQLite in memory', 'PostgreSQL'] as const

/** With passkeys as first factors. */
export const WITH_PASSKEYS = {
  Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } },
}

/** A stored passkey that no authenticator has. */
export function passkeyOf(userPoolId: string, sub: string, change: Partial<Passkey> = {}): Passkey {
  return {
    userPoolId,
    sub,
    credentialId: randomBytes(32).toString('base64url'),
    relyingPartyId: RP_ID,
    publicKey: Buffer.of(1, 2, 3),
    counter: 0,
    isBackupEligible: false,
    isBackedUp: false,
    transports: ['internal'],
    aaguid: ZERO_AAGUID,
    friendlyName: 'Passkey',
    createdAt: Date.now(),
    ...change,
  }
}

export const INVALID_CREDENTIAL: Refusal = ['InvalidParameterException', 'Credential data is not valid']

export interface Ground {
  readonly it: Journeys
  readonly pool: string
  readonly client: string
}

/** A server with a pool whose users can register passkeys. */
export async function openGround(options: PoolhouseOptions = {}): Promise<Ground> {
  const it = await openJourneys(options)
  const { pool, client } = await newGround(it)
  return { it, pool, client }
}

/** Another such pool. */
export async function newGround(it: Journeys, webAuthn: object = {}): Promise<Ground> {
  const pool = await it.newPool(WITH_PASSKEYS)
  await configure(it, pool, { RelyingPartyId: RP_ID, ...webAuthn })
  return { it, pool, client: await it.newClient(pool) }
}

export function configure(it: Journeys, UserPoolId: string, WebAuthnConfiguration?: object) {
  return it.administrate('SetUserPoolMfaConfig', { UserPoolId, WebAuthnConfiguration })
}

export interface Member {
  readonly user: SignedUp
  readonly AccessToken: string
}

export async function newMember({ it, pool, client }: Ground): Promise<Member> {
  const user = await it.member(pool, client)
  return { user, AccessToken: await it.signIn(user) }
}

/** The CredentialCreationOptions of a registration that begins. */
export async function start({ it }: Ground, AccessToken: string) {
  return (await it.ok('StartWebAuthnRegistration', { AccessToken })).CredentialCreationOptions
}

/** Registers a passkey. Returns its authenticator. */
export async function register(
  ground: Ground,
  AccessToken: string,
  options: AuthenticatorOptions = {},
  circumstances: Circumstances = {},
) {
  const authenticator = newAuthenticator(options)
  const Credential = authenticator.create(await start(ground, AccessToken), circumstances)
  await ground.it.ok('CompleteWebAuthnRegistration', { AccessToken, Credential })
  return authenticator
}

/** The Credentials of the user's list. */
export async function passkeysOf({ it }: Ground, AccessToken: string) {
  return (await it.ok('ListWebAuthnCredentials', { AccessToken })).Credentials
}
