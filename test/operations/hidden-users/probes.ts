import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { OperationName } from '../../../src/contract/generated/types.ts'
import { newAuthenticator } from '../../support/authenticator.ts'
import { timestamp } from '../../support/srp-client.ts'
import { NO_DEVICE } from '../devices/fixtures.ts'
import { WRONG } from '../sign-in/fixtures.ts'
import type { Ground, Kind, Observed } from './ground.ts'

// What callers can request under a user's name without proving anything, and how often until they reach a limit.

/** An operation or one of its flows or challenges, called by a client that does not know the secret. */
export interface Probe {
  readonly operation: OperationName
  /** The `AuthFlow` or `ChallengeName`. */
  readonly way?: string
  /** What distinguishes it from others of the same way. */
  readonly variant?: string
  /** This many calls in a row; the last ones are beyond the limit, if there is one. */
  readonly calls: number
  call(ground: Ground, kind: Kind, name: string): Promise<Observed>
}

type Input = (name: string, kind: Kind) => object

function probe(operation: OperationName, calls: number, input: Input, way?: string): Probe {
  return {
    operation,
    ...(way !== undefined && { way }),
    calls,
    call: (ground, kind, name) =>
      ground.send(operation, { ClientId: ground.poolOf(kind).client, ...input(name, kind) }),
  }
}

/** Calls in a row to an operation without a limit. */
export const UNLIMITED = 2

/** Only the first five guesses of sign-ins are checked. */
const BEYOND_LOCK = 7

function flow(AuthFlow: string, calls: number, parameters: Readonly<Record<string, string>>): Probe {
  const input: Input = (USERNAME) => ({ AuthFlow, AuthParameters: { USERNAME, ...parameters } })
  return probe('InitiateAuth', calls, input, AuthFlow)
}

function challenge(ChallengeName: string, more: Readonly<Record<string, string>> = {}): Probe {
  const input: Input = (USERNAME) => ({
    ChallengeName,
    Session: 'the-session-of-nobody',
    ChallengeResponses: { USERNAME, ...more },
  })
  return probe('RespondToAuthChallenge', UNLIMITED, input, ChallengeName)
}

const SRP_A = 'ab'.repeat(384)

/** The answer to a challenge of SRP, which must be complete, by a caller who does not know the password, and guesses the signature. */
function wrongProof(ground: Ground, begun: Observed): Record<string, string> {
  const { USER_ID_FOR_SRP, SECRET_BLOCK, SRP_B } = begun.json.ChallengeParameters ?? {}
  if (!USER_ID_FOR_SRP || !SECRET_BLOCK || !SRP_B)
    assert.fail(`no challenge of SRP: ${JSON.stringify(begun.json)}`)
  return {
    USERNAME: USER_ID_FOR_SRP,
    PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
    PASSWORD_CLAIM_SIGNATURE: randomBytes(32).toString('base64'),
    TIMESTAMP: timestamp(ground.now),
  }
}

/** Sends a wrong proof, which must be refused as one. */
async function sendProof(ground: Ground, input: object): Promise<Observed> {
  const observed = await ground.send('RespondToAuthChallenge', {
    ChallengeName: 'PASSWORD_VERIFIER',
    ...input,
  })
  assert.equal(observed.json.__type, 'NotAuthorizedException', JSON.stringify(observed.json))
  return observed
}

/** A wrong proof, with the name that the challenge returned or the one that was requested. */
function proof(as: 'returned' | 'requested'): Probe {
  return {
    operation: 'RespondToAuthChallenge',
    way: 'PASSWORD_VERIFIER',
    calls: BEYOND_LOCK,
    async call(ground, kind, name) {
      const { client: ClientId } = ground.poolOf(kind)
      const AuthParameters = { USERNAME: name, SRP_A }
      const begun = await ground.send('InitiateAuth', { ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters })
      const responses = wrongProof(ground, begun)
      return sendProof(ground, {
        ClientId,
        ChallengeResponses: { ...responses, ...(as === 'requested' && { USERNAME: name }) },
      })
    },
  }
}

/** A challenge of a sign-in by choice, begun under a user's name, and the answer to it. */
function choice(
  way: string,
  variant: string,
  calls: number,
  preferred: Readonly<Record<string, string>>,
  responses: Readonly<Record<string, string>>,
): Probe {
  return {
    operation: 'RespondToAuthChallenge',
    way,
    variant,
    calls,
    async call(ground, kind, name) {
      const { client: ClientId } = ground.poolOf(kind)
      const AuthParameters = { USERNAME: name, ...preferred }
      const begun = await ground.send('InitiateAuth', { ClientId, AuthFlow: 'USER_AUTH', AuthParameters })
      await ground.settled()
      return ground.send('RespondToAuthChallenge', {
        ClientId,
        ChallengeName: way,
        Session: begun.json.Session,
        ChallengeResponses: { USERNAME: name, ...responses },
      })
    },
  }
}

/** A wrong proof after PASSWORD_SRP, with the session. */
const choiceProof: Probe = {
  operation: 'RespondToAuthChallenge',
  way: 'PASSWORD_VERIFIER',
  variant: 'of USER_AUTH',
  calls: BEYOND_LOCK,
  async call(ground, kind, name) {
    const { client: ClientId } = ground.poolOf(kind)
    const AuthParameters = { USERNAME: name, PREFERRED_CHALLENGE: 'PASSWORD_SRP', SRP_A }
    const begun = await ground.send('InitiateAuth', { ClientId, AuthFlow: 'USER_AUTH', AuthParameters })
    return sendProof(ground, {
      ClientId,
      Session: begun.json.Session,
      ChallengeResponses: wrongProof(ground, begun),
    })
  },
}

/** A signature by a passkey that nobody has. */
const foreignPasskey: Probe = {
  operation: 'RespondToAuthChallenge',
  way: 'WEB_AUTHN',
  variant: 'of USER_AUTH',
  calls: UNLIMITED,
  async call(ground, kind, name) {
    const { client: ClientId } = ground.poolOf(kind)
    const AuthParameters = { USERNAME: name, PREFERRED_CHALLENGE: 'WEB_AUTHN' }
    const begun = await ground.send('InitiateAuth', { ClientId, AuthFlow: 'USER_AUTH', AuthParameters })
    const options = JSON.parse(begun.json.ChallengeParameters.CREDENTIAL_REQUEST_OPTIONS)
    const CREDENTIAL = JSON.stringify(newAuthenticator().get(options))
    return ground.send('RespondToAuthChallenge', {
      ClientId,
      ChallengeName: 'WEB_AUTHN',
      Session: begun.json.Session,
      ChallengeResponses: { USERNAME: name, CREDENTIAL },
    })
  },
}

function prefer(
  PREFERRED_CHALLENGE: string,
  calls: number,
  more: Readonly<Record<string, string>> = {},
): Probe {
  const wanted = flow('USER_AUTH', calls, { PREFERRED_CHALLENGE, ...more })
  return { ...wanted, variant: `with ${PREFERRED_CHALLENGE}` }
}

function select(ANSWER: string, calls: number, more: Readonly<Record<string, string>> = {}): Probe {
  return choice('SELECT_CHALLENGE', ANSWER, calls, {}, { ANSWER, ...more })
}

/** Twenty codes are looked at in an hour. */
const BEYOND_CODES = 22

/** Every step that a sign-in by choice can begin with. */
const CHOICES: readonly Probe[] = [
  prefer('PASSWORD', BEYOND_LOCK, { PASSWORD: WRONG }),
  prefer('PASSWORD_SRP', UNLIMITED, { SRP_A }),
  prefer('EMAIL_OTP', UNLIMITED),
  prefer('SMS_OTP', UNLIMITED),
  prefer('WEB_AUTHN', UNLIMITED),
  select('PASSWORD', BEYOND_LOCK, { PASSWORD: WRONG }),
  select('PASSWORD_SRP', UNLIMITED, { SRP_A }),
  select('EMAIL_OTP', UNLIMITED),
  select('SMS_OTP', UNLIMITED),
  select('WEB_AUTHN', UNLIMITED),
  choice('PASSWORD', 'of USER_AUTH', BEYOND_LOCK, {}, { PASSWORD: WRONG }),
  choice('PASSWORD_SRP', 'of USER_AUTH', UNLIMITED, {}, { SRP_A }),
  choice(
    'EMAIL_OTP',
    'of USER_AUTH',
    BEYOND_CODES,
    { PREFERRED_CHALLENGE: 'EMAIL_OTP' },
    { EMAIL_OTP_CODE: '0' },
  ),
  choice('SMS_OTP', 'of USER_AUTH', BEYOND_CODES, { PREFERRED_CHALLENGE: 'SMS_OTP' }, { SMS_OTP_CODE: '0' }),
  choiceProof,
  foreignPasskey,
]

/** A wrong answer to a custom challenge. */
const customAnswer: Probe = {
  operation: 'RespondToAuthChallenge',
  way: 'CUSTOM_CHALLENGE',
  variant: 'of CUSTOM_AUTH',
  calls: UNLIMITED,
  async call(ground, kind, name) {
    const { client: ClientId } = ground.poolOf(kind)
    const AuthParameters = { USERNAME: name }
    const begun = await ground.send('InitiateAuth', { ClientId, AuthFlow: 'CUSTOM_AUTH', AuthParameters })
    return ground.send('RespondToAuthChallenge', {
      ClientId,
      ChallengeName: 'CUSTOM_CHALLENGE',
      Session: begun.json.Session,
      ChallengeResponses: { USERNAME: name, ANSWER: 'wrong' },
    })
  },
}

/** A wrong proof of the password in a sign-in by custom challenges. */
const customProof: Probe = {
  ...choiceProof,
  variant: 'of CUSTOM_AUTH',
  async call(ground, kind, name) {
    const { client: ClientId } = ground.poolOf(kind)
    const AuthParameters = { USERNAME: name, CHALLENGE_NAME: 'SRP_A', SRP_A }
    const begun = await ground.send('InitiateAuth', { ClientId, AuthFlow: 'CUSTOM_AUTH', AuthParameters })
    return sendProof(ground, {
      ClientId,
      Session: begun.json.Session,
      ChallengeResponses: wrongProof(ground, begun),
    })
  },
}

/** Whether a code is reported to go to the same place for the name that a challenge returned and the requested one. */
const byToldName: Probe = {
  operation: 'ForgotPassword',
  calls: UNLIMITED,
  async call(ground, kind, name) {
    const { client: ClientId } = ground.poolOf(kind)
    const AuthParameters = { USERNAME: name, SRP_A }
    const begun = await ground.send('InitiateAuth', { ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters })
    const Username = begun.json.ChallengeParameters.USERNAME
    const asked = await ground.send('ForgotPassword', { ClientId, Username: name })
    await ground.settled()
    const returned = await ground.send('ForgotPassword', { ClientId, Username })
    return { ...returned, json: { ...returned.json, isSame: isDeepStrictEqual(returned.json, asked.json) } }
  },
}

export const PROBES: readonly Probe[] = [
  flow('USER_PASSWORD_AUTH', BEYOND_LOCK, { PASSWORD: WRONG }),
  flow('USER_SRP_AUTH', UNLIMITED, { SRP_A }),
  flow('CUSTOM_AUTH', UNLIMITED, {}),
  { ...flow('CUSTOM_AUTH', UNLIMITED, { CHALLENGE_NAME: 'SRP_A', SRP_A }), variant: 'with SRP_A' },
  customAnswer,
  customProof,
  flow('USER_AUTH', UNLIMITED, {}),
  flow('ADMIN_USER_PASSWORD_AUTH', UNLIMITED, { PASSWORD: WRONG }),
  flow('ADMIN_NO_SRP_AUTH', UNLIMITED, { PASSWORD: WRONG }),
  proof('returned'),
  proof('requested'),
  challenge('NEW_PASSWORD_REQUIRED', { NEW_PASSWORD: 'Another-Horse-8' }),
  challenge('DEVICE_SRP_AUTH', { DEVICE_KEY: NO_DEVICE, SRP_A: 'ab'.repeat(384) }),
  challenge('DEVICE_PASSWORD_VERIFIER', {
    DEVICE_KEY: NO_DEVICE,
    PASSWORD_CLAIM_SECRET_BLOCK: 'AAAA',
    PASSWORD_CLAIM_SIGNATURE: 'AAAA',
    TIMESTAMP: timestamp(Date.now()),
  }),
  ...[
    'ADMIN_NO_SRP_AUTH',
    'CUSTOM_CHALLENGE',
    'EMAIL_OTP',
    'MFA_SETUP',
    'PASSWORD',
    'PASSWORD_SRP',
    'SELECT_CHALLENGE',
    'SELECT_MFA_TYPE',
    'SMS_MFA',
    'SMS_OTP',
    'SOFTWARE_TOKEN_MFA',
    'WEB_AUTHN',
  ].map((name) => challenge(name)),
  ...CHOICES,
  probe('ConfirmSignUp', 17, (Username) => ({ Username, ConfirmationCode: '0' })),
  probe('ResendConfirmationCode', 7, (Username) => ({ Username })),
  byToldName,
  probe('ForgotPassword', 22, (Username) => ({ Username })),
  probe('ConfirmForgotPassword', 22, (Username) => ({
    Username,
    ConfirmationCode: '0',
    Password: 'Another-Horse-8',
  })),
  {
    operation: 'UpdateAuthEventFeedback',
    calls: UNLIMITED,
    call: (ground, kind, Username) =>
      ground.send('UpdateAuthEventFeedback', {
        UserPoolId: ground.poolOf(kind).id,
        Username,
        EventId: 'event',
        FeedbackToken: 'token',
        FeedbackValue: 'Valid',
      }),
  },
]

/** Public operations, or flows of them, that are not in the list, with the reason. */
export const NOT_HIDING: Readonly<Record<string, string>> = {
  AssociateSoftwareToken: 'names no user, but an access token or a session',
  VerifySoftwareToken: 'names no user, but an access token or a session',
  SignUp: 'a taken name is refused, as by the service: everyone who may sign up may learn that',
  GetTokensFromRefreshToken: 'names no user, but a refresh token',
  GetClientToken: 'names no user, but an app client',
  RevokeToken: 'names no user, but a refresh token',
  'InitiateAuth REFRESH_TOKEN': 'names no user, but a refresh token',
  'InitiateAuth REFRESH_TOKEN_AUTH': 'names no user, but a refresh token',
}

export function titleOf({ operation, way }: Pick<Probe, 'operation' | 'way'>): string {
  return way === undefined ? operation : `${operation} ${way}`
}
