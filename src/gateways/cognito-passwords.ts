import type {
  AdminInitiateAuthCommandOutput,
  CognitoIdentityProviderClientConfig,
} from '@aws-sdk/client-cognito-identity-provider'
import { secretHash } from '../domain/credentials/secret-hash.ts'
import type { FormerPool } from '../domain/moving/former-pool.ts'
import type { FormerMember, FormerPoolGateway, PasswordAnswer } from '../domain/moving/former-pool-gateway.ts'
import type { Log } from '../kernel/log.ts'
import { addressOfAws, type Cognito, openCognito } from './cognito-client.ts'
import { toFormerFactors, toFormerUser } from './cognito-former.ts'

/** Milliseconds that a sign-in waits for the former pool. */
const PATIENCE = 5000
/** Calls under way at a time, from one process: the former pool has rates of its own. */
const CALLS_AT_ONCE = 20

/** Asks former pools through the AWS SDK, which is loaded at the first question. */
export function cognitoPasswords(log: Log): FormerPoolGateway {
  // One for each region and endpoint that the commands for moving have stored.
  const opened = new Map<string, Promise<Cognito>>()

  function open({ region, endpoint }: FormerPool): Promise<Cognito> {
    const address = `${region} ${endpoint ?? ''}`
    const known = opened.get(address)
    if (known) return known
    const agent = { maxSockets: CALLS_AT_ONCE, keepAlive: true }
    const requestHandler = { httpAgent: agent, httpsAgent: agent }
    const opening = openAt({ region, endpoint }, { maxAttempts: 1, requestHandler })
    opened.set(address, opening)
    return opening
  }

  return {
    async tryPassword(former, username, password) {
      try {
        const answer = await authenticate(await open(former), former, username, password)
        const { AuthenticationResult, ChallengeName } = answer
        if (mayBeOfApp(ChallengeName)) logLostFactor(log, former, username, ChallengeName)
        const accessToken = AuthenticationResult?.AccessToken
        return { says: 'right', accessToken, sub: accessToken && claimsIn(accessToken).sub }
      } catch (error) {
        const says = MEANINGS[nameOf(error)] ?? 'unavailable'
        if (says === 'unavailable') logFailure(log, former, error)
        return { says }
      }
    },

    async findMember(former, username, accessToken) {
      try {
        const cognito = await open(former)
        if (former.flow === 'ADMIN_USER_PASSWORD_AUTH') return await askAsOwner(cognito, former, username)
        return accessToken === undefined ? undefined : await askAsUser(cognito, accessToken)
      } catch (error) {
        if (nameOf(error) !== 'UserNotFoundException') logFailure(log, former, error)
        return undefined
      }
    },
  }
}

/**
 * Passwords go where the pool was read, and nowhere else: an address in the environment of the server, which could be
 * its own, is ignored.
 */
async function openAt(
  { region, endpoint }: Pick<FormerPool, 'region' | 'endpoint'>,
  config: CognitoIdentityProviderClientConfig,
): Promise<Cognito> {
  const opened = await openCognito({ region, endpoint }, config)
  if (endpoint !== undefined) return opened
  const address = addressOfAws(opened, region)
  opened.client.destroy()
  return openCognito({ region, endpoint: address }, config)
}

/** What errors say about the password. Other errors say nothing. */
const MEANINGS: Readonly<Record<string, Exclude<PasswordAnswer['says'], 'right'>>> = {
  NotAuthorizedException: 'wrong',
  // These two do not reveal whether the password is right.
  PasswordResetRequiredException: 'wrong',
  UserNotConfirmedException: 'wrong',
  UserNotFoundException: 'unknownUser',
}

/** Any challenge means that the password is right: none of those that may follow is presented before it. */
function authenticate(
  { sdk, client }: Cognito,
  { userPoolId, clientId, clientSecret, flow }: FormerPool,
  username: string,
  password: string,
): Promise<AdminInitiateAuthCommandOutput> {
  const AuthParameters = {
    USERNAME: username,
    PASSWORD: password,
    ...(clientSecret && { SECRET_HASH: secretHash(clientSecret, username, clientId) }),
  }
  const request = { ClientId: clientId, AuthFlow: flow, AuthParameters }
  const abortSignal = AbortSignal.timeout(PATIENCE)
  return flow === 'USER_PASSWORD_AUTH'
    ? client.send(new sdk.InitiateAuthCommand(request), { abortSignal })
    : client.send(new sdk.AdminInitiateAuthCommand({ ...request, UserPoolId: userPoolId }), { abortSignal })
}

async function askAsOwner(
  { sdk, client }: Cognito,
  { userPoolId: UserPoolId }: FormerPool,
  username: string,
): Promise<FormerMember> {
  const request = { UserPoolId, Username: username }
  const abortSignal = AbortSignal.timeout(PATIENCE)
  const { UserAttributes, ...user } = await client.send(new sdk.AdminGetUserCommand(request), { abortSignal })
  const { Groups = [] } = await client.send(new sdk.AdminListGroupsForUserCommand(request), { abortSignal })
  return {
    user: toFormerUser({ ...user, Attributes: UserAttributes }, toFormerFactors(user)),
    groups: Groups.flatMap(({ GroupName }) => GroupName ?? []),
  }
}

/** A user sees neither its status nor its dates; one with tokens is confirmed. */
async function askAsUser({ sdk, client }: Cognito, accessToken: string): Promise<FormerMember> {
  const abortSignal = AbortSignal.timeout(PATIENCE)
  const request = new sdk.GetUserCommand({ AccessToken: accessToken })
  const { Username, UserAttributes, ...rest } = await client.send(request, { abortSignal })
  const user = { Username, Attributes: UserAttributes, UserStatus: 'CONFIRMED', Enabled: true } as const
  return {
    user: toFormerUser(user, toFormerFactors(rest)),
    groups: claimsIn(accessToken)['cognito:groups'] ?? [],
  }
}

/** The claims of a token that comes from the former pool itself, so that its signature need not be checked. */
function claimsIn(accessToken: string): { readonly sub?: string; readonly 'cognito:groups'?: string[] } {
  return JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString('utf8'))
}

function logFailure(log: Log, { userPoolId, region }: FormerPool, error: unknown): void {
  log.warn('The former pool could not be asked; the sign-in failed', {
    userPoolId,
    region,
    reason: nameOf(error),
  })
}

/** Of a user whose password is right, and so is looked up this once. */
function logLostFactor(
  log: Log,
  { userPoolId, region }: FormerPool,
  username: string,
  challenge: string | undefined,
): void {
  log.warn('The second factor of a user stays in the former pool', {
    userPoolId,
    region,
    username,
    challenge,
  })
}

/** Those that an authenticator app may answer. */
const OF_APPS = ['SOFTWARE_TOKEN_MFA', 'SELECT_MFA_TYPE']

const mayBeOfApp = (challenge: string | undefined): boolean => OF_APPS.includes(challenge ?? '')

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown'
}
