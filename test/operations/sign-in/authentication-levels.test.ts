// Authentication levels (ACR), and step-up authentication by USER_AUTH.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import {
  AdminInitiateAuthCommand,
  AssociateSoftwareTokenCommand,
  type ChallengeNameType,
  type CreateUserPoolCommandInput,
  type ExplicitAuthFlowsType,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { claimsOf, onBoth } from '../../hosted/oauth/site.ts'
import { codeAt, STEP } from '../../support/authenticator-app.ts'
import { useJourneys } from '../../support/journeys.ts'
import { newMfaPool, type OfferedFactors, setMfa } from '../../support/mfa.ts'
import { newUser, PASSWORD } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'

const LOA = (level: number) => `urn:cognito:loa:${level}`
const FLOWS: ExplicitAuthFlowsType[] = [
  'ALLOW_USER_AUTH',
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
]
const OUT_OF_REACH = 'The user has no factors that reach a requested authentication level'

onBoth((database) => {
  const started = Date.now()
  let now = started
  const journeys = useJourneys({ database, authenticationLevels: true, clock: () => started })
  const { house } = journeys
  const root = house.client()
  const anybody = house.client()

  function passTime(milliseconds: number): void {
    now += milliseconds
    house.passTime(milliseconds)
  }

  interface Place {
    readonly UserPoolId: string
    readonly ClientId: string
    /** Of the authenticator app; empty if there is none. */
    readonly secret: string
  }

  /** A pool with optional second factors and the user alice, of whom no sign-in asks one. */
  async function place(
    factors: OfferedFactors,
    settings: Partial<CreateUserPoolCommandInput> = {},
    client: object = {},
  ): Promise<Place> {
    const UserPoolId = await newMfaPool(root, factors === '' ? 'OFF' : 'OPTIONAL', factors, settings)
    const ClientId = await journeys.newClient(UserPoolId, { ExplicitAuthFlows: FLOWS, ...client })
    const email = `alice-${ClientId}@example.com`
    await newUser(root, UserPoolId, 'alice', { email, email_verified: 'true' })
    const secret = factors.includes('t') ? await registerApp(ClientId) : ''
    return { UserPoolId, ClientId, secret }
  }

  async function registerApp(ClientId: string): Promise<string> {
    const { AccessToken } = await byPassword(ClientId)
    const { SecretCode = '' } = await anybody.send(new AssociateSoftwareTokenCommand({ AccessToken }))
    const UserCode = codeAt(SecretCode, now)
    await anybody.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }))
    passTime(STEP)
    return SecretCode
  }

  async function byPassword(ClientId: string) {
    const AuthParameters = { USERNAME: 'alice', PASSWORD }
    const input = { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters } as const
    const { AuthenticationResult } = await anybody.send(new InitiateAuthCommand(input))
    return AuthenticationResult ?? assert.fail('a challenge')
  }

  const begin = (ClientId: string, parameters: Record<string, string>) =>
    anybody.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: 'USER_AUTH',
        AuthParameters: { USERNAME: 'alice', ...parameters },
      }),
    )

  const answer = (
    ClientId: string,
    ChallengeName: ChallengeNameType,
    Session: string | undefined,
    answers: Record<string, string>,
  ) =>
    anybody.send(
      new RespondToAuthChallengeCommand({
        ClientId,
        ChallengeName,
        Session,
        ChallengeResponses: { USERNAME: 'alice', ...answers },
      }),
    )

  const byApp = ({ ClientId, secret }: Place, Session: string | undefined) =>
    answer(ClientId, 'SOFTWARE_TOKEN_MFA', Session, { SOFTWARE_TOKEN_MFA_CODE: codeAt(secret, now) })

  /** What the tokens of an answer show; both show the same. */
  function shown(result: { AccessToken?: string | undefined; IdToken?: string | undefined } | undefined) {
    const [access, id] = [claimsOf(result?.AccessToken ?? ''), claimsOf(result?.IdToken ?? '')]
    assert.deepEqual([id.acr, id.amr, id.auth_time], [access.acr, access.amr, access.auth_time])
    return [access.acr, access.amr]
  }

  const PASSWORD_AND_APP = [LOA(4), ['pwd', 'otp', 'mfa']]

  describe('tokens', () => {
    test('show the level and the methods of their sign-in, also after a refresh', async () => {
      const it = await place('t')
      assert.deepEqual(shown(await byPassword(it.ClientId)), [LOA(1), ['pwd']])
      const { ChallengeName, Session } = await begin(it.ClientId, {
        PREFERRED_CHALLENGE: 'PASSWORD',
        PASSWORD,
        TARGET_ACR_VALUES: LOA(4),
      })
      assert.equal(ChallengeName, 'SOFTWARE_TOKEN_MFA')
      const { AuthenticationResult } = await byApp(it, Session)
      assert.deepEqual(shown(AuthenticationResult), PASSWORD_AND_APP)
      passTime(5000)
      const refreshed = await anybody.send(
        new InitiateAuthCommand({
          ClientId: it.ClientId,
          AuthFlow: 'REFRESH_TOKEN_AUTH',
          AuthParameters: { REFRESH_TOKEN: AuthenticationResult?.RefreshToken ?? '' },
        }),
      )
      assert.deepEqual(shown(refreshed.AuthenticationResult), PASSWORD_AND_APP)
      assert.equal(
        claimsOf(refreshed.AuthenticationResult?.AccessToken ?? '').auth_time,
        claimsOf(AuthenticationResult?.AccessToken ?? '').auth_time,
      )
    })

    test('name the levels as the pool does', async () => {
      const AcrConfiguration = { Level1: { AcrValue: 'bronze' }, Level3: { AcrValue: 'gold' } }
      const { ClientId } = await place('', { AcrConfiguration })
      assert.deepEqual(shown(await byPassword(ClientId)), ['bronze', ['pwd']])
    })

    test('of a code alone are of the second level', async () => {
      const Policies: CreateUserPoolCommandInput['Policies'] = {
        SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] },
      }
      const { ClientId } = await place('', { Policies })
      const { Session, AvailableChallenges } = await begin(ClientId, {
        TARGET_ACR_VALUES: LOA(2),
        PREFERRED_CHALLENGE: 'EMAIL_OTP',
      })
      assert.deepEqual(AvailableChallenges, ['EMAIL_OTP'])
      const EMAIL_OTP_CODE = await journeys.codeTo(`alice-${ClientId}@example.com`)
      const { AuthenticationResult } = await answer(ClientId, 'EMAIL_OTP', Session, { EMAIL_OTP_CODE })
      assert.deepEqual(shown(AuthenticationResult), [LOA(2), ['email_otp']])
    })

    test('show nothing in the LITE tier', async () => {
      const { ClientId } = await place('', { UserPoolTier: 'LITE' })
      assert.deepEqual(shown(await byPassword(ClientId)), [undefined, undefined])
    })
  })

  describe('step-up with an access token', () => {
    let it: Place
    before(async () => {
      it = await place('te')
    })

    test('asks for the second factor alone, and gives tokens of the level', async () => {
      const { AccessToken: ACCESS_TOKEN = '' } = await byPassword(it.ClientId)
      const { ChallengeName, Session } = await begin(it.ClientId, { ACCESS_TOKEN, TARGET_ACR_VALUES: LOA(4) })
      assert.equal(ChallengeName, 'SOFTWARE_TOKEN_MFA')
      await refuses(
        answer(it.ClientId, 'SOFTWARE_TOKEN_MFA', Session, { SOFTWARE_TOKEN_MFA_CODE: '000000' }),
        'CodeMismatchException',
        'Invalid code received for user',
      )
      const { AuthenticationResult } = await byApp(it, Session)
      assert.deepEqual(shown(AuthenticationResult), PASSWORD_AND_APP)
      passTime(STEP)
    })

    test('goes on from one level to the next', async () => {
      const { AccessToken: first = '' } = await byPassword(it.ClientId)
      const third = await begin(it.ClientId, { ACCESS_TOKEN: first, TARGET_ACR_VALUES: LOA(3) })
      assert.equal(third.ChallengeName, 'SELECT_MFA_TYPE')
      assert.equal(third.ChallengeParameters?.MFAS_CAN_CHOOSE, '["SOFTWARE_TOKEN_MFA","EMAIL_OTP"]')
      const chosen = await answer(it.ClientId, 'SELECT_MFA_TYPE', third.Session, { ANSWER: 'EMAIL_OTP' })
      const EMAIL_OTP_CODE = await journeys.codeTo(`alice-${it.ClientId}@example.com`)
      const coded = await answer(it.ClientId, 'EMAIL_OTP', chosen.Session, { EMAIL_OTP_CODE })
      assert.deepEqual(shown(coded.AuthenticationResult), [LOA(3), ['pwd', 'email_otp', 'mfa']])
      const ACCESS_TOKEN = coded.AuthenticationResult?.AccessToken ?? ''
      const fourth = await begin(it.ClientId, { ACCESS_TOKEN, TARGET_ACR_VALUES: LOA(4) })
      assert.equal(fourth.ChallengeName, 'SOFTWARE_TOKEN_MFA')
      const { AuthenticationResult } = await byApp(it, fourth.Session)
      assert.deepEqual(shown(AuthenticationResult), [LOA(4), ['pwd', 'email_otp', 'otp', 'mfa']])
      passTime(STEP)
    })

    test('begins anew if the token is older than MAX_AGE', async () => {
      const { AccessToken: ACCESS_TOKEN = '' } = await byPassword(it.ClientId)
      passTime(61_000)
      const parameters = { ACCESS_TOKEN, TARGET_ACR_VALUES: LOA(4) }
      const anew = await begin(it.ClientId, { ...parameters, MAX_AGE: '60' })
      assert.equal(anew.ChallengeName, 'SELECT_CHALLENGE')
      assert.deepEqual(anew.AvailableChallenges, ['PASSWORD_SRP', 'PASSWORD'])
      const proven = await answer(it.ClientId, 'PASSWORD', anew.Session, { PASSWORD })
      assert.equal(proven.ChallengeName, 'SOFTWARE_TOKEN_MFA')
      const credited = await begin(it.ClientId, { ...parameters, MAX_AGE: '62' })
      assert.equal(credited.ChallengeName, 'SOFTWARE_TOKEN_MFA')
    })

    test('refuses what cannot be asked for', async () => {
      const { AccessToken: ACCESS_TOKEN = '' } = await byPassword(it.ClientId)
      const other = await place('')
      const { AccessToken: foreign = '' } = await byPassword(other.ClientId)
      await newUser(root, it.UserPoolId, `bob-${other.ClientId}`)
      const wrong = (parameters: Record<string, string>, message: string) =>
        refuses(begin(it.ClientId, parameters), 'InvalidParameterException', message)
      await wrong({ ACCESS_TOKEN }, 'ACCESS_TOKEN requires TARGET_ACR_VALUES')
      await wrong(
        { ACCESS_TOKEN, TARGET_ACR_VALUES: 'urn:x urn:y' },
        'TARGET_ACR_VALUES has no value that is valid in this user pool',
      )
      await wrong(
        { ACCESS_TOKEN, TARGET_ACR_VALUES: `urn:x ${LOA(1)}` },
        'The requested authentication level is met already',
      )
      const notOwn = 'ACCESS_TOKEN was not issued to this user by this client'
      const target = { TARGET_ACR_VALUES: LOA(4) }
      await wrong({ ...target, ACCESS_TOKEN: foreign }, notOwn)
      await wrong({ ...target, ACCESS_TOKEN, USERNAME: `bob-${other.ClientId}` }, notOwn)
      await wrong({ ...target, MAX_AGE: 'x' }, 'MAX_AGE must be a whole number of seconds')
      const text = begin(it.ClientId, { ...target, ACCESS_TOKEN: 'x' })
      await refuses(text, 'NotAuthorizedException', 'Invalid Access Token')
      const lite = await place('', { UserPoolTier: 'LITE' })
      await refuses(
        begin(lite.ClientId, target),
        'FeatureUnavailableInTierException',
        'Step-up authentication is not available in the LITE tier.',
      )
      const AuthParameters = { USERNAME: 'alice', ...target }
      const { UserPoolId, ClientId } = lite
      await refuses(
        root.send(
          new AdminInitiateAuthCommand({ UserPoolId, ClientId, AuthFlow: 'USER_AUTH', AuthParameters }),
        ),
        'FeatureUnavailableInTierException',
        'Step-up authentication is not available in the LITE tier.',
      )
    })
  })

  describe('a level that is asked for', () => {
    const asked = (parameters: Record<string, string>) => ({
      PREFERRED_CHALLENGE: 'PASSWORD',
      PASSWORD,
      ...parameters,
    })

    test('falls back through the list to what the user can reach', async () => {
      const it = await place('e')
      const TARGET_ACR_VALUES = `${LOA(4)} ${LOA(3)}`
      const { ChallengeName } = await begin(it.ClientId, asked({ TARGET_ACR_VALUES }))
      assert.equal(ChallengeName, 'EMAIL_OTP')
    })

    test('is refused if the user has no factor for it, with a token or without', async () => {
      const it = await place('e')
      const target = { TARGET_ACR_VALUES: LOA(4) }
      const { AccessToken: ACCESS_TOKEN = '' } = await byPassword(it.ClientId)
      for (const parameters of [asked(target), target, { ...target, ACCESS_TOKEN }]) {
        await refuses(begin(it.ClientId, parameters), 'InvalidParameterException', OUT_OF_REACH)
      }
    })

    test('cannot be evaded by another first factor, nor by another challenge', async () => {
      const Policies: CreateUserPoolCommandInput['Policies'] = {
        SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] },
      }
      const it = await place('t', { Policies })
      const anew = await begin(it.ClientId, { TARGET_ACR_VALUES: LOA(4), PREFERRED_CHALLENGE: 'EMAIL_OTP' })
      assert.equal(anew.ChallengeName, 'SELECT_CHALLENGE')
      assert.deepEqual(anew.AvailableChallenges, ['PASSWORD_SRP', 'PASSWORD'])
      await assert.rejects(answer(it.ClientId, 'SELECT_CHALLENGE', anew.Session, { ANSWER: 'EMAIL_OTP' }))
      const proven = await answer(it.ClientId, 'PASSWORD', anew.Session, { PASSWORD })
      assert.equal(proven.ChallengeName, 'SOFTWARE_TOKEN_MFA')
      assert.equal(proven.AuthenticationResult, undefined)
      await assert.rejects(answer(it.ClientId, 'PASSWORD', proven.Session, { PASSWORD }))
      const EMAIL_OTP_CODE = '123456'
      await assert.rejects(answer(it.ClientId, 'EMAIL_OTP', proven.Session, { EMAIL_OTP_CODE }))
      assert.deepEqual(shown((await byApp(it, proven.Session)).AuthenticationResult), PASSWORD_AND_APP)
    })

    test('that cannot be reached any more gives no tokens', async () => {
      const it = await place('te')
      const { Session } = await begin(it.ClientId, asked({ TARGET_ACR_VALUES: LOA(3) }))
      await setMfa(root, it.UserPoolId, 'OFF', '')
      await refuses(
        answer(it.ClientId, 'SELECT_MFA_TYPE', Session, { ANSWER: 'EMAIL_OTP' }),
        'InvalidParameterException',
        OUT_OF_REACH,
      )
    })

    test('shows strangers what it shows users, where they are hidden', async () => {
      const it = await place('te', {}, { PreventUserExistenceErrors: 'ENABLED' })
      const [user, stranger] = await Promise.all(
        ['alice', 'nobody'].map((USERNAME) => begin(it.ClientId, { USERNAME, TARGET_ACR_VALUES: LOA(4) })),
      )
      assert.equal(user?.ChallengeName, 'SELECT_CHALLENGE')
      assert.deepEqual(user?.AvailableChallenges, stranger?.AvailableChallenges)
      assert.equal(user?.ChallengeName, stranger?.ChallengeName)
    })
  })
})
